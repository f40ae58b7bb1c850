#include "core/review/checklist.h"

#include "core/base/words.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier {
namespace {

using enum CheckAnswer;

/// Lines of a source in which a licence header is looked for.
constexpr int kHeaderLines = 30;

std::string figure(double ratio)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", ratio);
    return text;
}

std::string range(const Interval& interval)
{
    return figure(interval.value) + "× [" + figure(interval.low) + ", " + figure(interval.high) + "]";
}

std::string over(const Evaluation& evaluation)
{
    return " over " + (evaluation.baseline.empty() ? "the fastest baseline" : evaluation.baseline);
}

bool isCorrect(const Evaluation& evaluation)
{
    return isValid(evaluation.verdict) || evaluation.verdict == Verdict::Untimed;
}

std::string sentence(std::string text, const char* otherwise)
{
    return text.empty() ? otherwise : text;
}

CheckItem correct(const CheckedNode& node)
{
    const Evaluation& e = node.evaluation;
    CheckItem item{"correct", "correct on every case", Unknown, true, {}, {}};
    if (isCorrect(e)) {
        item.answer = e.stage == "import" ? Unknown : Yes;
        item.evidence = e.stage == "import" ? "another tool said so; nothing was judged here"
                                            : sentence(e.reason, "the judge found no difference from the reference");
        item.todo = e.stage == "import" ? "judge it here with espalier evaluate" : "";
    } else if (e.verdict == Verdict::Built) {
        item.evidence = "it was built and not run: there was no device for it";
        item.todo = "judge it on a machine that has one; see espalier evaluate --bundle";
    } else {
        item.answer = No;
        item.evidence = sentence(e.reason, "the judge refused it");
        item.todo = "reject it, or edit it as a new child and have that judged";
    }
    return item;
}

CheckItem hidden(const CheckedNode& node)
{
    const Evaluation& e = node.evaluation;
    CheckItem item{"hidden", "correct on hidden shapes", Unknown, true, {}, {}};
    const bool over = e.stage == "done" || e.stage == "time" || e.stage == "sanitizers";
    if (e.stage == "hidden") {
        item.answer = No;
        item.evidence = sentence(e.reason, "it failed on a hidden shape");
        item.todo = "reject it, or edit it as a new child and have that judged";
    } else if (node.hiddenCases == 0) {
        item.evidence = "the task has no hidden shapes";
        item.todo = "add some to the task, three or more, and judge the node again";
    } else if (over) {
        item.answer = Yes;
        item.evidence = node.hiddenCases ? "right on " + std::to_string(*node.hiddenCases) +
                                               " shapes that were never shown to whoever wrote it"
                                         : "the judge times nothing that is not right on the task's hidden shapes";
    } else {
        item.evidence =
            e.stage.empty() ? "nothing was recorded of them" : "it ended before them, at the stage " + e.stage;
        item.todo = "have it judged to the end with espalier evaluate";
    }
    return item;
}

CheckItem accepted(const CheckedNode& node)
{
    const Evaluation& e = node.evaluation;
    CheckItem item{"verdict", "verdict accepted", e.verdict == Verdict::Accepted ? Yes : No, true, {}, {}};
    item.evidence = "the verdict is " + std::string(toText(e.verdict));
    if (isUndecided(e.verdict)) {
        item.answer = Unknown;
        item.todo = "judge it on a machine that can time it";
    } else if (item.answer == No) {
        item.todo = "approve another node, or say why this one";
    }
    return item;
}

CheckItem faster(const CheckedNode& node)
{
    const Interval& speedup = node.evaluation.speedup;
    CheckItem item{"interval", "faster than the fastest baseline, its whole interval", Unknown, true, {}, {}};
    if (!(speedup.value > 0)) {
        item.evidence = "it was not timed";
        item.todo = "nothing can be said of its speed before it is right and timed";
        return item;
    }
    item.answer = speedup.low > 1 ? Yes : speedup.high < 1 && speedup.low > 0 ? No : Unknown;
    item.evidence = range(speedup) + over(node.evaluation) +
                    (node.evaluation.stage == "import" ? ", as another tool stated"
                     : node.evaluation.finalist        ? ", judged twice"
                                                       : ", judged once");
    if (item.answer != Yes) {
        item.todo = item.answer == Unknown ? "judge it longer with espalier evaluate --finalist, or say why it will do"
                                           : "approve another node, or say why a slower one";
    }
    return item;
}

CheckItem noRegression(const CheckedNode& node)
{
    CheckItem item{"regression", "no case slower than the baseline", Yes, true, {}, {}};
    const auto& cases = node.evaluation.cases;
    const CaseTiming* slowest = nullptr;
    int doubtful = 0;
    for (const CaseTiming& one : cases) {
        slowest = slowest == nullptr || one.speedup.low < slowest->speedup.low ? &one : slowest;
        doubtful += one.speedup.low < 1 ? 1 : 0;
        item.answer = one.speedup.high < 1 ? No : one.speedup.low < 1 && item.answer == Yes ? Unknown : item.answer;
    }
    if (slowest == nullptr) {
        item.answer = Unknown;
        item.evidence = "no case was timed";
        item.todo = "have it timed with espalier evaluate";
        return item;
    }
    item.evidence = (item.answer == Yes ? "the least of " + std::to_string(cases.size()) + " cases is " : "case ") +
                    slowest->name + ": " + range(slowest->speedup);
    if (doubtful > 1) {
        item.evidence += ", and " + std::to_string(doubtful - 1) + " more below 1 or in doubt";
    }
    if (item.answer == No) {
        item.todo = "say why that size does not matter, or keep the baseline for it";
    } else if (item.answer == Unknown) {
        item.todo = "judge it longer with espalier evaluate --finalist, or say why it does not matter";
    }
    return item;
}

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

CheckItem sanitizers(const CheckedNode& node)
{
    // Elsewhere there are none to run, and asking for them would only teach to give reasons.
    const bool native = node.candidate.language == "cpp";
    CheckItem item{"sanitizers", "sanitizers clean", Unknown, native, {}, {}};
    const auto& finalist = node.evaluation.finalist;
    const auto& asked = node.review.sanitized;
    const bool found = asked ? !asked->finding.empty() : node.evaluation.stage == "sanitizers";
    const std::string checked = asked ? asked->checked : finalist ? finalist->sanitizers : "";
    if (found) {
        item.answer = No;
        item.evidence = asked ? asked->finding : node.evaluation.reason;
        item.todo = "reject it, or mend it as a new child";
    } else if (!has(checked, ": clean") || has(checked, "not checked")) {
        item.evidence = sentence(checked, native ? "they have not been run on this node"
                                                 : "not run, because there are none for its language");
        item.todo = !native           ? "read the source with that in mind"
                    : checked.empty() ? "run them: espalier review " + node.name + " sanitize"
                                      : "run them again where they can run, or say why it is safe";
        if (native && has(checked, "none was run")) {
            item.todo = "run them: espalier review " + node.name + " sanitize";
        }
    } else {
        item.answer = Yes;
        item.evidence = checked;
    }
    return item;
}

CheckItem settled(const CheckedNode& node)
{
    const auto open = std::ranges::count_if(node.comments, &PlacedComment::isOpen);
    CheckItem item{"comments", "every comment settled", open == 0 ? Yes : No, true, {}, {}};
    item.evidence = node.comments.empty() ? "there are none"
                    : open == 0           ? "all of " + std::to_string(node.comments.size())
                                : std::to_string(open) + " of " + std::to_string(node.comments.size()) + " open";
    if (open > 0) {
        item.todo = "resolve what was answered, and answer the rest";
    }
    return item;
}

CheckItem trust(const CheckedNode& node)
{
    static constexpr std::array<const char*, 4> kTiers{
        "who launched it was not recorded", "tier 1: device code that Espalier launches, which holds nothing else",
        "tier 2: native code in a process of its own, which sees neither expected outputs nor clock",
        "tier 3: Python, which has the most ways to deceive the judge"};
    const Trust& recorded = node.evaluation.trust;
    CheckItem item{"trust", "judged in a sandbox", Yes, true, {}, {}};
    const bool known = recorded.tier >= 1 && recorded.tier <= 3;
    item.evidence = kTiers[known ? static_cast<std::size_t>(recorded.tier) : 0];
    item.evidence += recorded.sandbox.empty() ? "; no sandbox was recorded" : "; sandbox " + recorded.sandbox;
    if (!known || recorded.sandbox.empty()) {
        item.answer = Unknown;
        item.todo = "have it judged here with espalier evaluate";
    } else if (recorded.sandbox == "none") {
        item.answer = No;
        item.todo = "judge it where something confines it; espalier doctor says what is missing";
    }
    return item;
}

CheckItem licence(const CheckedNode& node)
{
    CheckItem item{"licence", "licence header", No, false, {}, {}};
    std::string_view rest = node.candidate.source;
    for (int line = 1; line <= kHeaderLines && !rest.empty(); ++line) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string text(trimmed(rest.substr(0, std::min<std::size_t>(end, 300))));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const bool comment = text.starts_with("//") || text.starts_with("/*") || text.starts_with("*") ||
                             text.starts_with("#") || text.starts_with("\"\"\"");
        if (comment && (has(text, "SPDX-License-Identifier:") || has(text, "icensed under") || has(text, "Copyright") ||
                        has(text, "copyright"))) {
            item.answer = Yes;
            item.evidence = "line " + std::to_string(line) + ": " + text.substr(0, 80);
            return item;
        }
    }
    item.evidence = "none of its first " + std::to_string(kHeaderLines) + " lines names a licence";
    item.todo = "add one, such as // SPDX-License-Identifier: with yours, when it goes into your code";
    return item;
}

} // namespace

std::string_view toText(CheckAnswer answer)
{
    return answer == Yes ? "yes" : answer == No ? "no" : "unknown";
}

std::vector<CheckItem> checklist(const CheckedNode& node)
{
    return {correct(node),    hidden(node),  accepted(node), faster(node), noRegression(node),
            sanitizers(node), settled(node), trust(node),    licence(node)};
}

bool isClean(std::span<const CheckItem> items)
{
    return std::ranges::none_of(items, &CheckItem::isOpen);
}

nlohmann::json toJson(const CheckItem& item)
{
    return {{"name", item.name}, {"question", item.question}, {"answer", toText(item.answer)},
            {"must", item.must}, {"evidence", item.evidence}, {"todo", item.todo}};
}

} // namespace espalier
