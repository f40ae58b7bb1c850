#include "app/cli/nodereview.h"

#include "app/cli/output.h"
#include "core/base/paths.h"
#include "core/diff/githunks.h"
#include "core/task/recordedtask.h"

#include <algorithm>
#include <ctime>
#include <map>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

/// The source of each node as it is asked for, read once.
class Sources
{
public:
    Sources(Store& store, const std::vector<Node>& lineage) : m_store(store), m_lineage(lineage) {}

    const std::string* of(NodeNumber number)
    {
        const auto node = std::ranges::find(m_lineage, number, &Node::number);
        if (node == m_lineage.end()) {
            return nullptr;
        }
        const auto [at, fresh] = m_read.try_emplace(number);
        if (fresh) {
            const Result<std::string> object = m_store.object(node->artefact);
            const auto candidate = object ? candidateFromObject(*object) : std::nullopt;
            at->second = candidate ? std::optional(candidate->source) : std::nullopt;
        }
        return at->second ? &*at->second : nullptr;
    }

private:
    Store& m_store;
    const std::vector<Node>& m_lineage;
    std::map<NodeNumber, std::optional<std::string>> m_read;
};

std::vector<std::string> linesOf(const std::string* text)
{
    const auto lines = splitLines(text == nullptr ? std::string_view() : std::string_view(*text));
    return {lines.begin(), lines.end()};
}

/// How many hidden shapes the task has, where its folder still is.
std::optional<int> hiddenCases(const SessionSettings& settings)
{
    const auto task = recordedTask(shareFolder() / "tasks", settings.task, settings.taskFolder);
    return task ? std::optional(static_cast<int>(task->casesOf(CaseRole::Hidden).size())) : std::nullopt;
}

nlohmann::json bookmarkDocument(const NodeReview& review)
{
    const auto& [title, step] = review.bookmark;
    return review.bookmarked
               ? nlohmann::json{{"title", title}, {"step", step ? nlohmann::json(*step) : nlohmann::json()}}
               : nlohmann::json();
}

std::string momentText(double unixTime)
{
    const auto seconds = static_cast<std::time_t>(std::clamp(unixTime, 0.0, 1e11));
    std::tm broken{};
    char text[32] = "";
    if (localtime_r(&seconds, &broken) != nullptr) {
        std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &broken);
    }
    return text;
}

/// Every line of what somebody wrote with the indent before it, so that none of them looks like one of ours.
std::string indented(const std::string& text, const std::string& indent)
{
    std::string out;
    for (const std::string_view line : splitLines(text)) {
        out += (out.empty() ? "" : "\n" + indent) + std::string(line);
    }
    return out;
}

nlohmann::json remarkDocument(const Remark& said)
{
    return {{"text", said.text}, {"author", said.author}, {"time", said.time}};
}

const char* fateText(const PlacedComment& one)
{
    if (!one.place) {
        return "unknown";
    }
    switch (one.place->fate) {
    case LineFate::Same:
        return "same";
    case LineFate::Moved:
        return "moved";
    case LineFate::Changed:
        return "changed";
    case LineFate::Deleted:
        break;
    }
    return "deleted";
}

nlohmann::json commentDocument(const PlacedComment& one)
{
    const Comment& comment = one.comment;
    nlohmann::json document{{"id", comment.id},
                            {"node", comment.node},
                            {"line", one.place ? nlohmann::json(one.place->line) : nlohmann::json()},
                            {"side", comment.said.side == CommentSide::Own ? "own" : "parent"},
                            {"fate", fateText(one)},
                            {"outdated", one.isOutdated()},
                            {"text", comment.said.text},
                            {"quote", comment.said.quote},
                            {"author", comment.author},
                            {"time", comment.time},
                            {"resolved", nullptr}};
    if (const auto& settled = one.resolution) {
        document["resolved"] = {{"node", settled->node}, {"author", settled->author}, {"time", settled->time}};
    }
    return document;
}

std::string placeText(const PlacedComment& one)
{
    std::string text = "line " + (one.place ? std::to_string(one.place->line) : "?");
    text += one.comment.said.side == CommentSide::Parent ? " of the parent" : "";
    text += one.carried ? ", from #" + std::to_string(one.comment.node) : "";
    if (one.isOutdated()) {
        text +=
            one.place->fate == LineFate::Deleted ? ", outdated: its line is gone" : ", outdated: its line was changed";
    }
    return text;
}

void printComments(const std::vector<PlacedComment>& comments)
{
    printLine(comments.empty() ? "\ncomments: none" : "\ncomments");
    for (const PlacedComment& one : comments) {
        printLine("  " + std::to_string(one.comment.id) + "  " + placeText(one) + " · " + one.comment.author + ", " +
                  momentText(one.comment.time) +
                  (one.resolution ? " · resolved by " + one.resolution->author : std::string()));
        if (!one.comment.said.quote.empty()) {
            printLine("      > " + indented(one.comment.said.quote, "      > "));
        }
        printLine("      " + indented(one.comment.said.text, "      "));
    }
}

std::string stateLine(const NodeReview& review)
{
    if (review.state == ReviewState::None) {
        return "not in review";
    }
    const Remark last = review.last();
    return std::string(toText(review.state)) + " by " + last.author + ", " + momentText(last.time) +
           (last.text.empty() ? "" : ": " + indented(last.text, "  "));
}

} // namespace

std::string ReviewedNode::quote(int line, CommentSide side) const
{
    const auto& lines = side == CommentSide::Own ? source : parentSource;
    return line >= 1 && line <= static_cast<int>(lines.size())
               ? lines[static_cast<std::size_t>(line - 1)].substr(0, 200)
               : std::string();
}

Result<ReviewedNode> readReview(Store& store, const OpenNode& open, const Candidate& candidate)
{
    const auto events = store.events(open.session.id);
    const auto lineage = events ? store.lineage(open.session.id, open.node.number) : events.error();
    if (!lineage) {
        return lineage.error();
    }
    ReviewedNode node{std::to_string(open.session.id) + "." + std::to_string(open.node.number),
                      open.node.number,
                      reviewsOf(*events),
                      {},
                      {}};
    Sources sources(store, *lineage);
    std::vector<NodeNumber> numbers;
    std::ranges::transform(*lineage, std::back_inserter(numbers), &Node::number);
    node.comments = commentsOn(node.reviews, numbers, [&sources](NodeNumber number) { return sources.of(number); });
    node.items = checklist(
        {node.name, open.evaluation, candidate, node.review(), node.comments, hiddenCases(open.session.settings)});
    node.source = linesOf(&candidate.source);
    if (!open.node.parents.empty()) {
        node.parentSource = linesOf(sources.of(open.node.parents.front()));
    }
    return node;
}

nlohmann::json reviewDocument(const ReviewedNode& node)
{
    const NodeReview& review = node.review();
    const Remark last = review.last();
    nlohmann::json steps = nlohmann::json::array();
    for (const ReviewStep& step : review.steps) {
        steps.push_back({{"state", toText(step.state)},
                         {"by", step.said.author},
                         {"time", step.said.time},
                         {"reason", step.said.text}});
    }
    nlohmann::json items = nlohmann::json::array();
    for (const CheckItem& item : node.items) {
        items.push_back(toJson(item));
    }
    nlohmann::json comments = nlohmann::json::array();
    for (const PlacedComment& one : node.comments) {
        comments.push_back(commentDocument(one));
    }
    return {{"node", node.name},
            {"state", toText(review.state)},
            {"by", last.author},
            {"time", last.time},
            {"reason", last.text},
            {"steps", std::move(steps)},
            {"note", review.note.text.empty() ? nlohmann::json() : remarkDocument(review.note)},
            {"bookmarked", review.bookmarked},
            {"bookmark", bookmarkDocument(review)},
            {"clean", isClean(node.items)},
            {"checklist", std::move(items)},
            {"comments", std::move(comments)}};
}

void printReview(const ReviewedNode& node)
{
    const NodeReview& review = node.review();
    printLine("node " + node.name + " · " + stateLine(review) + (review.bookmarked ? " · bookmarked" : "") +
              (review.bookmark.title.empty() ? "" : " as \"" + review.bookmark.title + "\""));
    if (!review.note.text.empty()) {
        printLine("note: " + indented(review.note.text, "  "));
    }
    printLine("\nchecklist");
    for (const CheckItem& item : node.items) {
        const char* sign = item.answer == CheckAnswer::Yes ? "✓" : item.answer == CheckAnswer::No ? "✕" : "?";
        printLine("  " + std::string(sign) + " " + item.question + (item.must ? "" : " (may be open)") + ": " +
                  indented(item.evidence, "    "));
        if (!item.todo.empty()) {
            printLine("      → " + item.todo);
        }
    }
    printComments(node.comments);
}

void printReviewShortly(const ReviewedNode& node)
{
    const NodeReview& review = node.review();
    if (review.state != ReviewState::None) {
        printLine("review: " + stateLine(review));
    }
    if (!review.note.text.empty()) {
        printLine("note: " + indented(review.note.text, "  "));
    }
    if (review.bookmarked) {
        printLine(review.bookmark.title.empty() ? "bookmarked" : "bookmarked: " + review.bookmark.title);
    }
    if (const auto open = std::ranges::count_if(node.comments, &PlacedComment::isOpen); open > 0) {
        printLine("comments: " + std::to_string(open) + " open; see espalier review " + node.name);
    }
}

std::string reviewMark(const NodeReview& review)
{
    std::string text = review.bookmarked ? "bookmarked" : "";
    if (review.state != ReviewState::None) {
        text += (text.empty() ? "" : ", ") + std::string(toText(review.state));
    }
    return text;
}

} // namespace espalier::cli
