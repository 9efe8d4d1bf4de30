"""From one wide record to several rows: a column per week, per weekday, per measure, or a weekly schedule."""
