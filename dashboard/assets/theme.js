/* Light or dark: the reader's last choice, else what the system prefers. Runs before the page is drawn. */
(function () {
    "use strict";
    var KEY = "prop-theme";
    var root = document.documentElement;
    var system = window.matchMedia("(prefers-color-scheme: dark)");

    function chosen() {
        try { return window.localStorage.getItem(KEY); } catch (error) { return null; }
    }

    function show(theme) {
        root.dataset.theme = theme === "dark" || theme === "light" ? theme : system.matches ? "dark" : "light";
    }

    show(chosen());
    system.addEventListener("change", function () { show(chosen()); });
    document.addEventListener("click", function (event) {
        if (!event.target.closest("#theme-toggle")) { return; }
        var next = root.dataset.theme === "dark" ? "light" : "dark";
        try { window.localStorage.setItem(KEY, next); } catch (error) { /* private window: this visit alone */ }
        show(next);
    });
})();
