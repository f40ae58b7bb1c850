#include "core/handover/reportlesson.h"

#include "core/diagnose/figures.h"
#include "core/handover/html.h"
#include "core/review/lesson.h"

#include <sstream>

namespace espalier::handover {
namespace {

std::string paragraphs(const std::string& note)
{
    std::string html;
    std::istringstream lines(note);
    for (std::string line; std::getline(lines, line);) {
        html += line.empty() ? "" : element("p", line) + "\n";
    }
    return html;
}

std::string figureOf(const Node& node)
{
    return node.speedup.value > 0 ? intervalText(node.speedup) : std::string(toText(node.verdict));
}

std::string stopHtml(int number, const LessonStop& stop, const Node& node)
{
    const std::string name = "Node " + std::to_string(stop.node);
    const std::string& title = stop.bookmark.title;
    std::string where = title.empty() ? figureOf(node) : name + ": " + figureOf(node);
    if (stop.bookmark.step) {
        where += ", the session as it was after step " + std::to_string(*stop.bookmark.step);
    }
    return element("h3", std::to_string(number) + ". " + (title.empty() ? name : title)) + "\n" +
           element("p", where, "dim") + "\n" + paragraphs(stop.note);
}

} // namespace

Result<std::string> lessonHtml(Store& store, SessionId session, const SearchGraph& graph)
{
    const auto events = store.events(session);
    if (!events) {
        return events.error();
    }
    const Reviews reviews = reviewsOf(*events);
    std::string html;
    int number = 0;
    for (const LessonStop& stop : lessonOf(reviews)) {
        if (stop.node < graph.size()) {
            html += stopHtml(++number, stop, graph.node(stop.node));
        }
    }
    for (const auto& [node, review] : reviews.all()) {
        if (!review.bookmarked && !review.note.text.empty() && node < graph.size()) {
            html += element("h3", "Note at node " + std::to_string(node) + ", by " + review.note.author) + "\n" +
                    paragraphs(review.note.text);
        }
    }
    return html;
}

} // namespace espalier::handover
