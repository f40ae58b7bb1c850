#include "app/cli/searchoptions.h"

#include "app/cli/budgetoptions.h"
#include "core/graph/policychoice.h"
#include "core/synthesis/synthesizerchoice.h"

#include <initializer_list>
#include <string_view>

namespace espalier::cli {
namespace {

Result<void> oneOf(const char* what, const std::string& given, std::initializer_list<std::string_view> known)
{
    std::string list;
    for (const std::string_view word : known) {
        if (word == given) {
            return {};
        }
        list += (list.empty() ? "" : ", ") + std::string(word);
    }
    return Error{ErrorKind::Usage, std::string("there is no ") + what + " \"" + given + "\"", "", "use " + list};
}

} // namespace

void declareSearchOptions(CommandLine& line)
{
    line.option("target", "TARGET",
                "Where it runs and in what it is written: cpu (C++), opencl, cuda (CUDA C++) or triton.", "cpu")
        .option(
            "synth", "SYNTH",
            "Who writes candidates: rules, anthropic:MODEL, openai:MODEL@URL, mailbox:DIR, command:PROGRAM, replay:DIR "
            "or replay:SESSION; with +tools or +tools=DIR:DIR at its end it may call tools first, which search the "
            "code in "
            "these folders; several with weights as in \"80*mailbox:box + 20*rules\".",
            "rules")
        .option("policy", "POLICY",
                "How nodes are selected: greedy, uct, evolution or thompson, with constants as in \"uct c=0.7\".",
                "greedy")
        .option("steps", "N", "Stop after N steps; 0 for no limit.", "60")
        .option("minutes", "M", "Stop after M minutes; 0 for no limit.", "0")
        .option("until", "X", "Stop when the speedup over the fastest baseline reaches X; 0 for no limit.", "0")
        .option("stall", "N", "Stop after N steps without a new best; 0 for never.", "0")
        .option("workers", "N", "Candidates in flight at once.", "3")
        .option("drafts", "N", "Independent drafts before the tree grows.", "8")
        .option("prior", "P", "Probability that a step builds on what earlier sessions found; 0 for never.", "0.1")
        .option("seed", "N", "Seed of the search: the same seed and the same measurements give the same tree.", "1")
        .option("name", "TEXT", "A name for the session.");
    declareBudgetOptions(line);
    declareSandboxConsent(line);
}

void declareSandboxConsent(CommandLine& line)
{
    line.flag("allow-unsandboxed", "Run candidates even where nothing confines them: they may do what you may do.");
}

SandboxConsent readSandboxConsent(const CommandLine& line)
{
    return line.isSet("allow-unsandboxed") ? SandboxConsent::RunUnconfined : SandboxConsent::Required;
}

Result<SessionSettings> readSearchOptions(const CommandLine& line)
{
    SessionSettings settings;
    settings.target = line.text("target");
    const auto synthesizers = parseSynthesizers(line.text("synth"));
    if (!synthesizers) {
        return synthesizers.error();
    }
    settings.synthesizer = toText(*synthesizers);
    settings.policy = line.text("policy");
    settings.name = line.text("name");
    const Result<int> steps = line.integer("steps", 0, 1'000'000);
    const Result<double> minutes = line.number("minutes", 0, 1e6);
    const Result<double> until = line.number("until", 0, 1e6);
    const Result<double> prior = line.number("prior", 0, 1);
    const Result<int> stall = line.integer("stall", 0, 1'000'000);
    const Result<int> workers = line.integer("workers", 1, 64);
    const Result<int> drafts = line.integer("drafts", 0, 1000);
    const Result<int> seed = line.integer("seed", 0, 2'000'000'000);
    for (const Result<int>* number : {&steps, &stall, &workers, &drafts, &seed}) {
        if (!*number) {
            return number->error();
        }
    }
    for (const Result<double>* number : {&minutes, &until, &prior}) {
        if (!*number) {
            return number->error();
        }
    }
    if (const auto target = oneOf("target", settings.target, {"cpu", "opencl", "cuda", "triton"}); !target) {
        return target.error();
    }
    const auto policy = parsePolicy(settings.policy);
    if (!policy) {
        return policy.error();
    }
    settings.policy = toText(*policy);
    settings.steps = *steps;
    settings.minutes = *minutes;
    settings.untilSpeedup = *until;
    settings.priorProbability = *prior;
    settings.stallSteps = *stall;
    settings.workers = *workers;
    settings.drafts = *drafts;
    settings.seed = static_cast<std::uint64_t>(*seed);
    const auto budget = readBudgetOptions(line, settings);
    return budget ? Result<SessionSettings>(settings) : budget.error();
}

} // namespace espalier::cli
