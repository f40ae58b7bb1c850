#include "app/runner/resulttext.h"

#include "core/diagnose/figures.h"

namespace espalier {
namespace {

std::string bestText(const Node& best, const SearchSummary& summary, const std::string& session)
{
    const std::string node = session + "." + std::to_string(best.number);
    return "Best kernel: node " + node + ", " + std::string(toText(best.verdict)) + "\n  " +
           intervalText(best.speedup) + " over the fastest baseline (" + summary.baseline + ", " +
           msText(summary.baselineMs) + "), 99 % interval\n  " + ratioText(best.seedSpeedup) +
           " over the plain seed\n  " + percentText(best.roofShare) + " of this machine's measured roof, " +
           std::string(toText(best.bound)) + "-bound\n" + "Next: espalier diff " + session + ".0 " + node +
           " · espalier tree " + session + " · espalier-gui " + session;
}

} // namespace

std::string resultText(const SearchSummary& summary, const std::filesystem::path& store)
{
    const std::string session = std::to_string(summary.session);
    std::string text = summary.why.empty() ? "\n" : "\nThe search ended: " + summary.why + ".\n";
    text += summary.best ? bestText(*summary.best, summary, session)
                         : "No candidate was correct; espalier tree " + session + " shows what was tried.";
    return text + "\nSession " + session + " is in " + store.string() + ": " + std::to_string(summary.nodes) +
           " nodes, " + std::to_string(summary.valid) + " correct.";
}

} // namespace espalier
