/* What the browser does alone: filters go to the address, the address gives the title, cells link to pages. */
(function () {
    "use strict";

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        prop: {
            filters_to_search: function (values, ids, search) {
                var query = new URLSearchParams(search || "");
                ids.forEach(function (id, index) {
                    var value = values[index];
                    if (value === null || value === undefined || value === "") { query.delete(id.name); } else { query.set(id.name, value); }
                });
                var text = query.toString();
                var next = text ? "?" + text : "";
                return next === (search || "") ? window.dash_clientside.no_update : next;
            },
            page_title: function (title) {
                if (title) { document.title = title + " · PROP"; }
                return window.dash_clientside.no_update;
            },
            fold: function (clicks, isOpen) { return clicks ? !isOpen : window.dash_clientside.no_update; },
        },
    });

    function go(event) {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) { return; }
        event.preventDefault();
        window.history.pushState({}, "", event.currentTarget.getAttribute("href"));
        window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
        window.scrollTo(0, 0);
    }

    /* A fading edge says that more columns are to the right or left. */
    window.dashAgGridFunctions = Object.assign({}, window.dashAgGridFunctions, {
        propEdges: function (event) {
            var grid = event.api.isDestroyed() ? null : document.querySelector("[grid-id='" + event.api.getGridId() + "']");
            if (!grid) { return; }
            var shown = event.api.getHorizontalPixelRange();
            var width = event.api.getAllDisplayedColumns().reduce(function (sum, column) { return sum + column.getActualWidth(); }, 0);
            grid.toggleAttribute("data-more-left", shown.left > 1);
            grid.toggleAttribute("data-more-right", shown.right < width - 1);
        },
    });

    /* A cell that links inside the app: the value is text, the row's `href` the address. */
    window.dashAgGridComponentFunctions = Object.assign({}, window.dashAgGridComponentFunctions, {
        PropLink: function (properties) {
            if (!properties.data || !properties.data.href) { return properties.value; }
            return window.React.createElement("a", { href: properties.data.href, onClick: go }, properties.value);
        },
    });
})();
