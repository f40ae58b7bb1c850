#include "app/cli/steertable.h"

#include <algorithm>
#include <iterator>

namespace espalier::cli {
namespace {

using enum SteerVerb;
using enum SteerDetail;
using Of = SteerSubject;

constexpr SteerWord kTable[]{
    {Prune, Of::Nodes, None, "prune NODES", "select nothing at or below them any more"},
    {Restore, Of::Nodes, None, "restore NODES", "take prune back"},
    {Pin, Of::Nodes, None, "pin NODES", "keep them in sight"},
    {Unpin, Of::Nodes, None, "unpin NODES", "take pin back"},
    {Boost, Of::Nodes, Number, "boost NODES [FACTOR]",
     "multiply the score of what is at and below them by 0.01 to 100; 2 where it is not said, 1 takes it back"},
    {Expand, Of::Nodes, Number, "expand NODES [N]",
     "grow N children here next, 1 where it is not said; --memory and --hint are for these alone"},
    {Hint, Of::Nodes, Text, "hint NODES TEXT", "advice for every prompt at and below them; an empty text clears it"},
    {Memory, Of::Either, Text, "memory [NODES] OPERATOR",
     "what prompts recall, there or everywhere: inherit, siblings, combine, clean-slate, or default"},
    {Add, Of::Nodes, Source, "add NODES FILE", "judge a source as a child of each"},
    {Pause, Of::Whole, None, "pause", "begin nothing new"},
    {Resume, Of::Whole, None, "resume", "go on"},
    {Step, Of::Whole, Number, "step [N]", "begin N steps, 1 where it is not said, then pause"},
    {Stop, Of::Whole, None, "stop", "end the run and keep everything"},
    {Policy, Of::Whole, Text, "policy POLICY", "how nodes are selected, such as uct c=0.7, or default"},
    {Mix, Of::Whole, Text, "mix SHARES", "who is asked how often, such as model 80 rules 20, or default"},
    {Budget, Of::Whole, Limit, "budget LIMIT N",
     "steps, minutes, until, stall, tokens, dollars, evaluations, device-minutes or workers; N is a number, 0 for no "
     "limit, or default"},
    {Veto, Of::Whole, Text, "veto TEXT", "a skill or a technique that must not be applied"},
    {Unveto, Of::Whole, Text, "unveto TEXT", "take veto back"},
    {Focus, Of::Node, None, "focus NODE", "grow only at and below it"},
    {Unfocus, Of::Whole, None, "unfocus", "take focus back"},
    {PauseLane, Of::Whole, Text, "pause-lane LANE", "let nothing enter write, build or judge"},
    {ResumeLane, Of::Whole, Text, "resume-lane LANE", "take pause-lane back"}};

} // namespace

std::span<const SteerWord> steerTable()
{
    return kTable;
}

const SteerWord* steerWord(SteerVerb verb)
{
    const auto found = std::ranges::find(kTable, verb, &SteerWord::verb);
    return found == std::end(kTable) ? nullptr : &*found;
}

std::string steerHelp()
{
    std::string text;
    for (const SteerWord& word : kTable) {
        text += "  " + std::string(word.form) + ": " + word.says + "\n";
    }
    return text;
}

std::vector<std::string> steerNames()
{
    std::vector<std::string> names;
    std::ranges::transform(kTable, std::back_inserter(names),
                           [](const SteerWord& word) { return std::string(toText(word.verb)); });
    return names;
}

std::string steerDescription()
{
    std::string text;
    for (const SteerWord& word : kTable) {
        text += std::string(toText(word.verb)) + ": " + word.says + ". ";
    }
    return text;
}

} // namespace espalier::cli
