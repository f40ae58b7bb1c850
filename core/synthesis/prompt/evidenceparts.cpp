#include "core/synthesis/prompt/evidenceparts.h"

#include "core/synthesis/prompt/diagnosislines.h"
#include "core/synthesis/prompt/figures.h"
#include "core/synthesis/prompt/hostiletext.h"

#include <algorithm>

namespace espalier::prompting {
namespace {

constexpr std::size_t kOptionsCap = 4000; ///< bytes; a candidate has at most 64 options

std::string buildOf(const Candidate& candidate)
{
    return "Compiler and options: " + oneLine(candidate.compiler + " " + listed(candidate.options, " "), kOptionsCap) +
           "\n\n";
}

/// " [1.3, 1.45]"; empty where there is none.
std::string intervalOf(const Timing& timing)
{
    return timing.speedup.low > 0 ? " [" + figure(timing.speedup.low) + ", " + figure(timing.speedup.high) + "]"
                                  : std::string();
}

/// Why a figure must not be taken for what the kernel can do; empty where nothing is known against it.
std::string disturbanceOf(const Timing& timing)
{
    return timing.isDisturbed() ? "the median is " + figure(timing.disturbance()) +
                                      " times the fastest call: other programs were in the way"
                                : std::string();
}

/// "node 12, 1.37× [1.3, 1.45] (1.08× its parent), fastest call 0.243 ms: vectorise, tile; tiled by 64"; the verdict of
/// a failed one in the figures' place.
std::string attempt(const Memory& memory)
{
    std::string line = "node " + std::to_string(memory.number) + ", ";
    if (!isValid(memory.verdict)) {
        line += std::string(toText(memory.verdict));
    } else {
        line += figure(memory.speedup) + "×" + intervalOf(memory.timing);
        line += memory.gain > 0 ? " (" + figure(memory.gain) + "× its parent)" : "";
        line += memory.timing.fastestMs > 0 ? ", fastest call " + figure(memory.timing.fastestMs) + " ms" : "";
        line += memory.timing.isDisturbed() ? " (" + disturbanceOf(memory.timing) + ")" : "";
    }
    const std::string skills = oneLine(listed(memory.skills));
    const std::string summary = oneLine(memory.summary);
    line += skills.empty() && summary.empty() ? "" : ": ";
    return line + skills + (skills.empty() || summary.empty() ? "" : "; ") + summary;
}

std::string lineOf(const Memory& memory)
{
    const std::string fault = oneLine(memory.fault);
    return "- " + attempt(memory) + (fault.empty() ? "" : ". Its fault: " + fault) + "\n";
}

std::string linesOf(const std::vector<Fix>& fixes)
{
    std::string lines;
    for (const Fix& fix : fixes) {
        lines += "- " + oneLine(fix.fault) + ": put right after node " + std::to_string(fix.failed) + " by " +
                 attempt(fix.repair) + "\n";
    }
    return lines;
}

std::string linesOf(const std::vector<NearDuplicate>& copies)
{
    std::string lines;
    for (const NearDuplicate& copy : copies) {
        lines += "- " + figure(100 * copy.likeness) + " % alike: " + lineOf(copy.memory).substr(2);
    }
    return lines;
}

std::string linesOf(const std::vector<Memory>& memories)
{
    std::string lines;
    for (const Memory& memory : memories) {
        lines += lineOf(memory);
    }
    return lines;
}

} // namespace

std::string_view fenceOf(const Candidate& candidate)
{
    if (candidate.language == "triton") {
        return "python";
    }
    return candidate.language == "opencl" || candidate.language == "cuda" ? std::string_view(candidate.language)
                                                                          : "cpp";
}

bool startsAnew(EdgeKind edge)
{
    return edge == EdgeKind::Draft || edge == EdgeKind::Restart;
}

bool remembersNothing(const Prompt& prompt)
{
    return startsAnew(prompt.edge) || prompt.memory.memoryOperator == "clean-slate";
}

std::string speedOf(const Timing& timing, const std::string& baseline)
{
    if (!(timing.speedup.value > 0)) {
        return "It has no speedup: it failed or was not timed.\n";
    }
    std::string text = "It is " + figure(timing.speedup.value) + " times as fast" + intervalOf(timing) +
                       " as the fastest baseline" + (baseline.empty() ? "" : " (" + oneLine(baseline) + ")") + ".";
    if (timing.fastestMs > 0) {
        text += " Its median call takes " + figure(timing.ms) + " ms, its fastest " + figure(timing.fastestMs) + " ms";
        text += timing.isDisturbed() ? "; " + disturbanceOf(timing) + "." : ".";
    }
    return text + "\n";
}

PromptPart kernelPart(const Prompt& prompt, const std::string& baseline)
{
    if (prompt.other) {
        PromptPart part("kernel", "The two kernels to merge");
        part.addFenced("Join what is better in each. The first parent: " + speedOf(prompt.parentTiming, baseline) +
                           buildOf(prompt.parent),
                       prompt.parent.source, fenceOf(prompt.parent));
        part.addFenced("The second parent: " + speedOf(prompt.otherTiming, baseline) + buildOf(*prompt.other),
                       prompt.other->source, fenceOf(*prompt.other));
        return part;
    }
    const bool anew = startsAnew(prompt.edge);
    PromptPart part("kernel", anew ? "The plain kernel" : "The current kernel");
    part.addFenced((anew ? "It is right and slow, and shows the contract. Write an independent kernel of your own.\n"
                         : speedOf(prompt.parentTiming, baseline)) +
                       buildOf(prompt.parent),
                   prompt.parent.source, fenceOf(prompt.parent));
    return part;
}

PromptPart historyPart(const Prompt& prompt, std::size_t tokens)
{
    PromptPart part("history", "History", tokens);
    if (remembersNothing(prompt)) {
        return part;
    }
    // What was tried last says most, and a cut begins at the end.
    const std::vector<Memory> back(prompt.memory.trajectory.rbegin(), prompt.memory.trajectory.rend());
    if (!back.empty()) {
        part.addLines("From this kernel back to the seed, each with its speedup over the fastest baseline and its 99 % "
                      "interval; of two whose intervals overlap neither is known to be the faster:\n",
                      linesOf(back));
    }
    std::vector<Memory> siblings = prompt.memory.siblings;
    std::erase_if(siblings, [&](const Memory& sibling) {
        return std::ranges::find(prompt.memory.failures, sibling.number, &Memory::number) !=
               prompt.memory.failures.end();
    });
    if (!siblings.empty()) {
        part.addLines("Already tried close by, newest first:\n", linesOf(siblings));
    }
    if (!prompt.memory.nearDuplicates.empty()) {
        part.addLines("Nearly the same source stands elsewhere in the search; another copy of it is wasted:\n",
                      linesOf(prompt.memory.nearDuplicates));
    }
    return part;
}

PromptPart diagnosisPart(const Prompt& prompt, std::size_t tokens)
{
    if (!isValid(prompt.parentVerdict) && !startsAnew(prompt.edge)) {
        PromptPart part("diagnosis", "Why the kernel fails", tokens);
        part.addFenced("Mend it; speed comes later. The verdict is " + std::string(toText(prompt.parentVerdict)) +
                           ":\n\n",
                       prompt.parentReason, "text");
        return part;
    }
    PromptPart part("diagnosis", "Diagnosis", tokens);
    const std::string lines = startsAnew(prompt.edge) ? std::string() : diagnosisLines(prompt.diagnosis);
    if (!lines.empty()) {
        part.addLines("Why the kernel is as slow as it is:\n", lines);
    }
    if (const std::string profile = startsAnew(prompt.edge) ? std::string() : profileLines(prompt.profile);
        !profile.empty()) {
        part.addLines("What a profiler saw, in a run of its own whose times do not count:\n", profile);
    }
    return part;
}

PromptPart failuresPart(const Prompt& prompt, std::size_t tokens)
{
    PromptPart part("failures", "Tried and failed: do not try again", tokens);
    if (remembersNothing(prompt)) {
        return part;
    }
    // Fixes first: they are few, and a cut begins at the end.
    if (!prompt.memory.fixes.empty()) {
        part.addLines("Faults met here and how the search has put them right:\n", linesOf(prompt.memory.fixes));
    }
    std::vector<Memory> failures = prompt.memory.failures;
    if (!isValid(prompt.parentVerdict) && !prompt.memory.trajectory.empty()) {
        std::erase_if(failures, [&](const Memory& failure) { // it is to be mended, see diagnosisPart()
            return failure.number == prompt.memory.trajectory.back().number;
        });
    }
    if (!failures.empty()) {
        part.addLines(prompt.memory.fixes.empty() ? "" : "What failed:\n", linesOf(failures));
    }
    return part;
}

PromptPart priorPart(const Prompt& prompt, std::size_t tokens)
{
    PromptPart part("prior", "A kernel of an earlier search", tokens);
    if (const auto& prior = prompt.memory.prior) {
        const std::string skills = oneLine(listed(prior->skills));
        part.addFenced("Node " + oneLine(prior->place) + ", for the task " + oneLine(prior->task) + " (" +
                           oneLine(prior->why) + "), was " + figure(prior->speedup) +
                           " times as fast as the fastest baseline there" + (skills.empty() ? "" : ", by " + skills) +
                           (prior->sameEntry ? ". Its function is the one asked for here.\n"
                                             : ". Its function is another one: take what carries over.\n") +
                           buildOf(prior->candidate),
                       prior->candidate.source, fenceOf(prior->candidate));
    }
    return part;
}

} // namespace espalier::prompting
