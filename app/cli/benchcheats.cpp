#include "app/cli/benchcheats.h"

#include "app/cli/candidateoptions.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "app/cli/searchoptions.h"
#include "core/base/paths.h"
#include "core/evaluate/fixtures/fixturejudge.h"
#include "core/graph/sourceending.h"
#include "core/task/tasklibrary.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

std::string secondsText(double seconds)
{
    char text[32];
    std::snprintf(text, sizeof text, seconds < 1 ? "%.2f s" : "%.1f s", seconds);
    return text;
}

std::string countText(int count, const char* one, const char* many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string lineOf(const JudgedFixture& judged)
{
    const Fixture& fixture = judged.fixture;
    std::string text = (judged.isRight() ? "right  " : "WRONG  ") + fixture.name + "  " + fixture.task + "  " +
                       std::string(toText(judged.evaluation.verdict)) + "  " + secondsText(judged.seconds);
    if (!fixture.agrees(judged.evaluation)) {
        text += "; expected " + fixture.verdict + (fixture.word.empty() ? "" : " with \"" + fixture.word + "\"") +
                ", and the reason is: " + judged.evaluation.reason;
    }
    if (judged.next) {
        text += "; the plain seed after it: " + std::string(toText(judged.next->verdict)) + ", " +
                secondsText(judged.nextSeconds);
    }
    if (judged.spoiledTheNext()) {
        text += ", where it should be valid: " + judged.next->reason;
    }
    if (judged.delayedTheNext()) {
        text += ", where it may take " + secondsText(kMostNextSeconds);
    }
    return text;
}

nlohmann::json documentOf(const JudgedFixture& judged)
{
    nlohmann::json document{{"fixture", judged.fixture.name},
                            {"row", judged.fixture.row},
                            {"task", judged.fixture.task},
                            {"expected", judged.fixture.verdict},
                            {"verdict", toText(judged.evaluation.verdict)},
                            {"reason", judged.evaluation.reason},
                            {"seconds", judged.seconds},
                            {"evaluation", toJson(judged.evaluation)},
                            {"right", judged.isRight()}};
    if (judged.next) {
        document["next_verdict"] = toText(judged.next->verdict);
        document["next_reason"] = judged.next->reason;
        document["next_seconds"] = judged.nextSeconds;
        document["delayed_the_next"] = judged.delayedTheNext();
    }
    return document;
}

/// A folder of fixtures as it was judged.
struct SuiteRun
{
    FixtureSuite suite;
    std::vector<JudgedFixture> judged{};
    std::map<std::string, double> stages{}; ///< seconds
    std::optional<Error> whyNot{};          ///< why this machine cannot judge it
};

nlohmann::json documentOf(const FixtureTally& tally)
{
    return {
        {"cheats", tally.cheats},     {"accepted", tally.accepted}, {"controls", tally.controls},
        {"rejected", tally.rejected}, {"faults", tally.faults},     {"longest_next_seconds", tally.longestNextSeconds},
        {"wrong", tally.wrong},       {"judgings", tally.judgings}, {"seconds", tally.seconds}};
}

nlohmann::json documentOf(const SuiteRun& run)
{
    nlohmann::json document = documentOf(tallyOf(run.judged));
    document["target"] = run.suite.target;
    document["stage_seconds"] = run.stages;
    document["judged"] = nlohmann::json::array();
    for (const JudgedFixture& judged : run.judged) {
        document["judged"].push_back(documentOf(judged));
    }
    if (run.whyNot) {
        document["not_judged"] = run.whyNot->sentence();
    }
    return document;
}

/// "54 judgings of 1.9 s (1890 an hour): building 0.31 s, checking 0.52 s, timing 0.98 s."
std::string rateText(const FixtureTally& tally, const std::map<std::string, double>& stages)
{
    const double each = tally.seconds / tally.judgings;
    std::string text = countText(tally.judgings, "judging", "judgings") + " of " + secondsText(each) + " (" +
                       std::to_string(std::lround(3600 / each)) + " an hour):";
    for (const auto& [stage, seconds] : stages) {
        text += " " + stage + " " + secondsText(seconds / tally.judgings) + ",";
    }
    text.back() = '.';
    return text;
}

std::string namesOf(const std::vector<JudgedFixture>& all, bool (JudgedFixture::*are)() const)
{
    std::string names;
    for (const JudgedFixture& judged : all) {
        names += (judged.*are)() ? (names.empty() ? "" : ", ") + judged.fixture.name : "";
    }
    return names;
}

void tellText(const SuiteRun& run)
{
    const std::vector<JudgedFixture>& all = run.judged;
    const FixtureTally tally = tallyOf(all);
    printLine(countText(tally.cheats, "cheat", "cheats") + ", " + std::to_string(tally.accepted) + " accepted; " +
              countText(tally.controls, "honest kernel", "honest kernels") + ", " + std::to_string(tally.rejected) +
              " rejected.");
    if (tally.faults > 0) {
        printLine("After " + countText(tally.faults, "crash or hang", "crashes and hangs") +
                  " the plain seed was judged, in " + secondsText(tally.longestNextSeconds) + " at most.");
    }
    if (tally.judgings > 0) {
        printLine(rateText(tally, run.stages));
    }
    if (tally.spoiled > 0) {
        printLine("The plain seed was not valid after: " + namesOf(all, &JudgedFixture::spoiledTheNext) + ".");
    }
    if (tally.delayed > 0) {
        printLine("The plain seed took more than " + secondsText(kMostNextSeconds) +
                  " after: " + namesOf(all, &JudgedFixture::delayedTheNext) + ".");
    }
    if (tally.wrong > 0) {
        printLine("The judge was wrong " + countText(tally.wrong, "time", "times") + ".");
    }
}

/// One suite after the other: what is said of each, and of all together where there are several.
void tell(const std::vector<SuiteRun>& runs, bool json)
{
    std::vector<JudgedFixture> all;
    nlohmann::json suites = nlohmann::json::array();
    for (const SuiteRun& run : runs) {
        all.insert(all.end(), run.judged.begin(), run.judged.end());
        suites.push_back(documentOf(run));
        if (!json && runs.size() > 1) {
            printLine("Target " + run.suite.target + (run.whyNot ? ", not judged: " + run.whyNot->sentence() : ":"));
        }
        if (!json && !run.judged.empty()) {
            tellText(run);
        }
    }
    if (json && runs.size() > 1) {
        nlohmann::json document = documentOf(tallyOf(all));
        document["suites"] = std::move(suites);
        printJson(document);
    } else if (json && !runs.empty()) {
        printJson(suites.front());
    }
}

/// Says each verdict as it comes. An error where a fixture cannot be judged; after a stop the run has what there is.
Result<void> judge(SuiteRun& run, const CommandLine& line, const std::stop_token& stop)
{
    const std::string& target = run.suite.target;
    const Candidate like = candidateFrom(target, "g++", std::nullopt, {});
    const std::filesystem::path& folder = run.suite.folder;
    const auto fixtures = readFixtures(folder / "fixtures.txt", folder, sourceEnding(like.language), like);
    if (!fixtures) {
        return fixtures.error();
    }
    LocalEvaluatorOptions options;
    options.target = target;
    options.secondsPerCase = 0.05;
    options.diagnose = false;
    options.besideOthers = false; // which baseline is beaten is no matter here
    options.consent = readSandboxConsent(line);
    TaskEvaluators evaluators([](const std::string& name) { return findTask(shareFolder() / "tasks", name); }, options,
                              stop);
    FixtureJudge judge(evaluators, stop);
    for (const Fixture& fixture : *fixtures) {
        if (fixture.takesGpu()) {
            const auto evaluator = evaluators.of(fixture.task);
            if (evaluator && !(*evaluator)->isTimed()) {
                std::fprintf(stderr, "passed over: %s takes a GPU\n", fixture.name.c_str());
                continue;
            }
        }
        Result<JudgedFixture> judged = judge.judge(fixture);
        if (!judged && judged.error().kind == ErrorKind::Interrupted) {
            break; // it ends with what it has
        }
        if (!judged) {
            return judged.error();
        }
        std::fprintf(line.json() ? stderr : stdout, "%s\n", printable(lineOf(*judged)).c_str());
        std::fflush(nullptr);
        run.judged.push_back(*std::move(judged));
    }
    run.stages = judge.stageSeconds();
    return {};
}

} // namespace

Result<int> benchCheats(const CommandLine& line)
{
    const std::filesystem::path folder = line.text("fixtures");
    if (folder.empty()) {
        return Error{ErrorKind::Usage, "no fixtures were named", "", "name their folder with --fixtures DIR"};
    }
    const auto suites = fixtureSuites(folder, line.isSet("target") ? line.text("target") : "", line.text("target"));
    if (!suites) {
        return suites.error();
    }
    std::stop_source stop;
    const Interrupt interrupt([&] { stop.request_stop(); });
    std::vector<SuiteRun> runs;
    int code = 0;
    for (const FixtureSuite& suite : *suites) {
        SuiteRun& run = runs.emplace_back(SuiteRun{suite});
        if (const auto judged = judge(run, line, stop.get_token()); !judged) {
            if (suites->size() == 1) {
                return judged.error();
            }
            run.whyNot = judged.error(); // what the machine lacks for one target it may have for the next
            code = code == 0 ? static_cast<int>(judged.error().kind) : code;
        }
        if (tallyOf(run.judged).wrong > 0) {
            code = static_cast<int>(ErrorKind::Answer);
        }
        if (stop.stop_requested()) {
            code = static_cast<int>(ErrorKind::Interrupted);
            break;
        }
    }
    tell(runs, line.json());
    return code;
}

} // namespace espalier::cli
