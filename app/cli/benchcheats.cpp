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
                            {"right", judged.isRight()}};
    if (judged.next) {
        document["next_verdict"] = toText(judged.next->verdict);
        document["next_reason"] = judged.next->reason;
        document["next_seconds"] = judged.nextSeconds;
    }
    return document;
}

void tellJson(const std::vector<JudgedFixture>& all, const FixtureTally& tally,
              const std::map<std::string, double>& stages)
{
    nlohmann::json list = nlohmann::json::array();
    std::ranges::transform(all, std::back_inserter(list), documentOf);
    printJson({{"cheats", tally.cheats},
               {"accepted", tally.accepted},
               {"controls", tally.controls},
               {"rejected", tally.rejected},
               {"faults", tally.faults},
               {"longest_next_seconds", tally.longestNextSeconds},
               {"wrong", tally.wrong},
               {"judgings", tally.judgings},
               {"seconds", tally.seconds},
               {"stage_seconds", stages},
               {"judged", list}});
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

void tellText(const std::vector<JudgedFixture>& all, const FixtureTally& tally,
              const std::map<std::string, double>& stages)
{
    printLine(countText(tally.cheats, "cheat", "cheats") + ", " + std::to_string(tally.accepted) + " accepted; " +
              countText(tally.controls, "honest kernel", "honest kernels") + ", " + std::to_string(tally.rejected) +
              " rejected.");
    if (tally.faults > 0) {
        printLine("After " + countText(tally.faults, "crash or hang", "crashes and hangs") +
                  " the plain seed was judged, in " + secondsText(tally.longestNextSeconds) + " at most.");
    }
    if (tally.judgings > 0) {
        printLine(rateText(tally, stages));
    }
    if (tally.spoiled > 0) {
        std::string names;
        for (const JudgedFixture& judged : all) {
            names += judged.spoiledTheNext() ? (names.empty() ? "" : ", ") + judged.fixture.name : "";
        }
        printLine("The plain seed was not valid after: " + names + ".");
    }
    if (tally.wrong > 0) {
        printLine("The judge was wrong " + countText(tally.wrong, "time", "times") + ".");
    }
}

} // namespace

Result<int> benchCheats(const CommandLine& line)
{
    const std::filesystem::path folder = line.text("fixtures");
    if (folder.empty()) {
        return Error{ErrorKind::Usage, "no fixtures were named", "", "name their folder with --fixtures DIR"};
    }
    const Candidate like = candidateFrom(line.text("target"), "g++", std::nullopt, {});
    const auto fixtures = readFixtures(folder / "fixtures.txt", folder, sourceEnding(like.language), like);
    if (!fixtures) {
        return fixtures.error();
    }
    LocalEvaluatorOptions options;
    options.target = line.text("target");
    options.secondsPerCase = 0.05;
    options.diagnose = false;
    options.besideOthers = false; // which baseline is beaten is no matter here
    options.consent = readSandboxConsent(line);
    std::stop_source stop;
    const Interrupt interrupt([&] { stop.request_stop(); });
    TaskEvaluators evaluators([](const std::string& name) { return findTask(shareFolder() / "tasks", name); }, options,
                              stop.get_token());
    FixtureJudge judge(evaluators, stop.get_token());
    std::vector<JudgedFixture> all;
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
        all.push_back(*std::move(judged));
    }
    const FixtureTally tally = tallyOf(all);
    if (line.json()) {
        tellJson(all, tally, judge.stageSeconds());
    } else {
        tellText(all, tally, judge.stageSeconds());
    }
    if (stop.stop_requested()) {
        return static_cast<int>(ErrorKind::Interrupted);
    }
    return tally.wrong == 0 ? 0 : 1;
}

} // namespace espalier::cli
