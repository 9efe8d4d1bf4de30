/* A request that is refused: back to the sign-in page. A request that fails: its correlation id, for whoever mends it. */
(function () {
    "use strict";
    var ask = window.fetch;

    function say(sentence) {
        var old = document.querySelector(".toast");
        if (old) { old.remove(); }
        var toast = document.createElement("div");
        toast.className = "toast";
        toast.setAttribute("role", "alert");
        toast.textContent = sentence;
        document.body.appendChild(toast);
        window.setTimeout(function () { toast.remove(); }, 9000);
    }

    window.fetch = function () {
        return ask.apply(this, arguments).then(function (answer) {
            if (answer.status === 401) {
                window.location.assign("/login?next=" + encodeURIComponent(window.location.pathname + window.location.search));
            } else if (answer.status === 403) {
                say("Your role does not allow this. Nothing was changed.");
            } else if (answer.status >= 500) {
                say("This did not work. Nothing was changed. Reference " + (answer.headers.get("X-Correlation-Id") || "unknown") + ".");
            }
            return answer;
        });
    };
})();
