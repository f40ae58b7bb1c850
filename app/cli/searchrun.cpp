#include "app/cli/searchrun.h"

#include "app/cli/interrupt.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "app/cli/progressline.h"
#include "app/cli/searchoptions.h"
#include "app/cli/treetext.h"
#include "app/runner/resulttext.h"
#include "core/model/http/openhttpmodel.h"
#include "core/synthesis/synthesizerchoice.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

Result<int> watch(const CommandLine& line, const std::shared_ptr<SessionRunner>& runner, ProgressLine& progress,
                  const RunDisplay& display)
{
    const Interrupt interrupt([runner] { runner->stop(); });
    const Result<SearchSummary> summary = runner->wait();
    progress.finish();
    if (!summary) {
        return summary.error();
    }
    if (line.json()) {
        printJson(toJson(*summary));
    } else {
        if (display.printTree) {
            if (Result<OpenSession> open = openSession(line, std::to_string(summary->session))) {
                if (const Result<SearchGraph> graph = loadGraph(open->store, open->info.id)) {
                    printTree(open->info, *graph, {});
                }
            }
        }
        printLine(resultText(*summary, line.storeFolder()));
    }
    if (interrupt.caught()) {
        std::fprintf(stderr, "espalier: interrupted; everything recorded is kept, espalier resume %lld goes on.\n",
                     static_cast<long long>(summary->session));
        return static_cast<int>(ErrorKind::Interrupted);
    }
    return summary->best ? 0 : 1;
}

/// Says once which of the models cost what nobody knows.
void tellPrices(const SessionSettings& settings)
{
    const auto choices = parseSynthesizers(settings.synthesizer);
    for (const SynthesizerChoice& choice : choices ? *choices : std::vector<SynthesizerChoice>()) {
        if (const auto note = priceNote(choice.kind + ":" + choice.detail); note && namesHttpModel(choice.kind + ":")) {
            std::fprintf(stderr, "%s\n", note->c_str());
        }
    }
}

RunnerEvents show(ProgressLine& progress)
{
    return {[&progress](const Node& node) { progress.recorded(node); },
            [&progress](const std::string& text) { progress.say(text); }};
}

} // namespace

Result<int> runToTheEnd(const CommandLine& line, const SessionSettings& settings, const RunDisplay& display)
{
    tellPrices(settings);
    ProgressLine progress(settings);
    auto runner =
        SessionRunner::begin(line.storeFolder(), settings, "espalier", show(progress), readSandboxConsent(line));
    if (!runner) {
        progress.finish();
        return runner.error();
    }
    return watch(line, *runner, progress, display);
}

Result<int> resumeToTheEnd(const CommandLine& line, SessionId session, const SessionSettings& settings)
{
    ProgressLine progress(settings);
    auto runner = SessionRunner::resume(line.storeFolder(), session, Limits::of(settings), "espalier", show(progress),
                                        readSandboxConsent(line));
    if (!runner) {
        progress.finish();
        return runner.error();
    }
    return watch(line, *runner, progress, {});
}

} // namespace espalier::cli
