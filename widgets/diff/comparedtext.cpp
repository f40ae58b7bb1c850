#include "widgets/diff/comparedtext.h"

#include <QCoreApplication>

#include <algorithm>

namespace espalier {
namespace {

/// "turn 2, claude-sonnet-4-5", over each of several.
std::string turnLine(const Exchange& exchange, std::size_t turn)
{
    return "── turn " + std::to_string(turn + 1) + ", " + exchange.model + " ──\n";
}

std::string promptText(const NodeDetails& details)
{
    if (details.exchanges.empty()) {
        return details.prompt.toStdString();
    }
    std::string text;
    for (std::size_t i = 0; i < details.exchanges.size(); ++i) {
        const Exchange& exchange = details.exchanges[i];
        text += details.exchanges.size() > 1 ? turnLine(exchange, i) : "";
        text += exchange.system + (exchange.system.empty() ? "" : "\n\n") + exchange.prompt + "\n";
    }
    return text;
}

std::string answerText(const NodeDetails& details)
{
    std::string text;
    for (std::size_t i = 0; i < details.exchanges.size(); ++i) {
        const Exchange& exchange = details.exchanges[i];
        const std::string none = withoutCandidate(exchange);
        text += details.exchanges.size() > 1 ? turnLine(exchange, i) : "";
        text += exchange.answer + "\n" + (none.empty() ? "" : none + "\n");
    }
    return text;
}

/// Everything that was said of the node by whoever grew, judged, diagnosed or steered it, a line each.
std::string notesText(const NodeDetails& details, const Node& node, const NodeState& state)
{
    std::string text;
    const auto add = [&text](const char* what, const std::string& said) {
        text += said.empty() ? "" : std::string(what) + ": " + said + "\n";
    };
    const Evaluation& evaluation = details.evaluation;
    add("change", node.summary);
    add("grown because", node.why);
    for (const std::string& skill : node.skills) {
        add("skill", skill);
    }
    add("verdict", std::string(toText(node.verdict)));
    add("reason", evaluation.reason);
    for (const std::string& fact : evaluation.diagnosis.facts) {
        add("finding", fact);
    }
    add("might help", evaluation.diagnosis.lever);
    add("confidence", evaluation.diagnosis.confidenceReason);
    for (const std::string& fact : evaluation.preflight) {
        add("machine", fact);
    }
    add("trust", toText(evaluation.trust));
    if (evaluation.finalist) {
        add("sanitizers", evaluation.finalist->sanitizers);
    }
    add("hint", state.hint);
    add("steered", state.pinned && state.pruned ? "pinned, pruned"
                   : state.pinned               ? "pinned"
                   : state.pruned               ? "pruned"
                                                : "");
    return text;
}

/// At most `most` bytes of the line, not ending inside a character.
std::size_t cutAt(std::string_view line, std::size_t most)
{
    if (line.size() <= most) {
        return line.size();
    }
    std::size_t end = most;
    while (end > most - 4 && (static_cast<unsigned char>(line[end]) & 0xc0U) == 0x80U) {
        --end;
    }
    return end;
}

} // namespace

QString titleOf(Compared what)
{
    constexpr const char* kTitles[kComparedKinds]{
        QT_TRANSLATE_NOOP("Compared", "Source"), QT_TRANSLATE_NOOP("Compared", "Assembly"),
        QT_TRANSLATE_NOOP("Compared", "Build"),  QT_TRANSLATE_NOOP("Compared", "Prompt"),
        QT_TRANSLATE_NOOP("Compared", "Answer"), QT_TRANSLATE_NOOP("Compared", "Metrics"),
        QT_TRANSLATE_NOOP("Compared", "Notes")};
    return QCoreApplication::translate("Compared", kTitles[static_cast<int>(what)]);
}

std::string comparedText(Compared what, const NodeDetails& details, const Node& node, const NodeState& state)
{
    switch (what) {
    case Compared::Source:
        return details.candidate.source;
    case Compared::BuildLog:
        return details.evaluation.build.command + "\n\n" + details.evaluation.build.log;
    case Compared::Prompt:
        return promptText(details);
    case Compared::Answer:
        return answerText(details);
    case Compared::Notes:
        return notesText(details, node, state);
    case Compared::Assembly:
    case Compared::Metrics:
        break;
    }
    return {};
}

ClippedText clipped(const std::string& text, bool all)
{
    ClippedText result;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        const bool ended = end < rest.size();
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.size() > kLongestLine && !all) {
            const std::size_t cut = cutAt(line, kLongestLine);
            result.text += std::string(line.substr(0, cut)) + "… " + std::to_string(line.size() - cut) + " more bytes";
            ++result.longLines;
        } else {
            for (; line.size() > kLongestLine; line.remove_prefix(cutAt(line, kLongestLine))) {
                result.text += std::string(line.substr(0, cutAt(line, kLongestLine))) + "\n";
            }
            result.text += line;
        }
        result.text += ended ? "\n" : "";
    }
    return result;
}

} // namespace espalier
