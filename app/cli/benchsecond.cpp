#include "app/cli/benchsecond.h"

#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "app/cli/progressline.h"
#include "app/cli/searchoptions.h"
#include "app/runner/learnsession.h"
#include "app/runner/sessionrunner.h"
#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/diagnose/statistics.h"
#include "core/search/reach.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

/// Tasks whose loops are alike, both ways where both are worth searching.
constexpr const char* kPairs = "rmsnorm:layernorm,layernorm:rmsnorm,softmax:cross_entropy,rmsnorm:rmsnorm_backward,"
                               "conv1d:depthwise_conv,matmul:wukong_ofm,softmax:softmax,cumsum:cumsum";
constexpr std::uint64_t kOtherSeed = 1000; ///< between the first search and the second

struct Pair
{
    std::string first;
    std::string second;
};

/// What one pair and seed came to; nothing where the bar was not reached in the steps given.
struct SecondRow
{
    Pair pair;
    std::uint64_t seed = 0;
    double bar = 0;
    int first = 0;
    std::optional<int> with;
    std::optional<int> without;
};

Result<std::vector<Pair>> pairsOf(const CommandLine& line)
{
    std::vector<Pair> pairs;
    const QString text = QString::fromStdString(line.isSet("tasks") ? line.text("tasks") : kPairs);
    for (const QString& one : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QStringList tasks = one.split(QLatin1Char(':'));
        if (tasks.size() > 2 || tasks.contains(QString())) {
            return Error{ErrorKind::Usage, "\"" + one.toStdString() + "\" is no pair of tasks", "",
                         "write for example --tasks rmsnorm:layernorm,softmax:cross_entropy"};
        }
        pairs.push_back({tasks.first().toStdString(), tasks.last().toStdString()});
    }
    return pairs;
}

/// Runs searches one after the other; a first interrupt ends the one that runs and the benchmark.
class Searches
{
public:
    explicit Searches(const CommandLine& line) : m_consent(readSandboxConsent(line)), m_interrupt([this] { stop(); }) {}

    /// The session's nodes.
    Result<std::vector<Node>> run(const std::filesystem::path& store, const SessionSettings& settings)
    {
        ProgressLine progress(settings);
        auto runner = SessionRunner::begin(
            store, settings, "espalier bench",
            {[&](const Node& node) { progress.recorded(node); }, [&](const std::string& text) { progress.say(text); }},
            m_consent);
        if (!runner) {
            progress.finish();
            return runner.error();
        }
        hold(*runner);
        if (m_stopped) {
            (*runner)->stop();
        }
        const auto summary = (*runner)->wait();
        progress.finish();
        if (!summary || m_stopped) {
            return summary ? Error{ErrorKind::Interrupted, "interrupted", "", "run it again"} : summary.error();
        }
        auto opened = Store::open(store);
        return opened ? opened->nodes(summary->session) : opened.error();
    }

private:
    void stop()
    {
        m_stopped = true;
        const std::scoped_lock lock(m_mutex);
        if (m_current) {
            m_current->stop();
        }
    }
    void hold(std::shared_ptr<SessionRunner> runner)
    {
        const std::scoped_lock lock(m_mutex);
        m_current = std::move(runner);
    }

    SandboxConsent m_consent;
    std::atomic<bool> m_stopped = false;
    std::mutex m_mutex;
    std::shared_ptr<SessionRunner> m_current;
    Interrupt m_interrupt;
};

/// The low end of the best kernel's interval: whoever is as fast is as good as it.
double barOf(const std::vector<Node>& nodes)
{
    double bar = 0;
    for (const Node& node : nodes) {
        bar = std::max(bar, vouched(node));
    }
    return bar;
}

Result<SecondRow> measure(Searches& searches, SessionSettings settings, const Pair& pair, std::uint64_t seed)
{
    const TemporaryFolder alone("espalier-second");
    const TemporaryFolder before("espalier-second");
    const TemporaryFolder nothing("espalier-second");
    SecondRow row;
    row.pair = pair;
    row.seed = seed;
    const bool same = pair.first == pair.second;
    settings.seed = seed;
    settings.task = pair.second;
    const auto first = searches.run(same ? before.path() : alone.path(), settings);
    if (!first) {
        return first.error();
    }
    row.bar = barOf(*first);
    row.first = evaluationsToReach(*first, row.bar).value_or(0);
    if (!same) {
        settings.task = pair.first;
        if (const auto other = searches.run(before.path(), settings); !other) {
            return other.error();
        }
    }
    if (const auto learned = learnFromNewest(before.path()); !learned) {
        return learned.error();
    }
    settings.task = pair.second;
    settings.seed = seed + kOtherSeed;
    settings.untilSpeedup = row.bar;
    const auto with = searches.run(before.path(), settings);
    const auto without = with ? searches.run(nothing.path(), settings) : with.error();
    if (!without) {
        return without.error();
    }
    row.with = evaluationsToReach(*with, row.bar);
    row.without = evaluationsToReach(*without, row.bar);
    return row;
}

/// Medians over all rows of how much of one search's evaluations another took. A search that did not get there took its
/// steps at least. The first search sets the bar itself, so it is lucky in it; the one without is not.
struct Shares
{
    double withOfFirst = 0;
    double withoutOfFirst = 0;
    double withOfWithout = 0;
};

Shares sharesOf(const std::vector<SecondRow>& rows, int steps)
{
    std::vector<double> withOfFirst;
    std::vector<double> withoutOfFirst;
    std::vector<double> withOfWithout;
    for (const SecondRow& row : rows) {
        const double first = std::max(row.first, 1);
        const double with = row.with.value_or(steps);
        const double without = row.without.value_or(steps);
        withOfFirst.push_back(with / first);
        withoutOfFirst.push_back(without / first);
        withOfWithout.push_back(with / without);
    }
    return {median(withOfFirst), median(withoutOfFirst), median(withOfWithout)};
}

nlohmann::json toJson(const std::optional<int>& reached)
{
    return reached ? nlohmann::json(*reached) : nlohmann::json();
}

void print(const CommandLine& line, const std::vector<SecondRow>& rows, int steps)
{
    const Shares shares = sharesOf(rows, steps);
    nlohmann::json list = nlohmann::json::array();
    std::vector<std::vector<std::string>> table{{"first", "second", "seed", "bar", "first's", "with", "without"}};
    const auto cell = [](const std::optional<int>& reached) { return reached ? std::to_string(*reached) : "never"; };
    for (const SecondRow& row : rows) {
        char bar[32];
        std::snprintf(bar, sizeof bar, "%.2fx", row.bar);
        table.push_back({row.pair.first, row.pair.second, std::to_string(row.seed), bar, std::to_string(row.first),
                         cell(row.with), cell(row.without)});
        list.push_back(
            {{"first", row.pair.first},
             {"second", row.pair.second},
             {"seed", row.seed},
             {"bar", row.bar},
             {"evaluations", {{"first", row.first}, {"with", toJson(row.with)}, {"without", toJson(row.without)}}}});
    }
    if (line.json()) {
        printJson({{"rows", list},
                   {"steps", steps},
                   {"median_share_with", shares.withOfFirst},
                   {"median_share_without", shares.withoutOfFirst},
                   {"median_with_of_without", shares.withOfWithout}});
        return;
    }
    printTable(table, {2, 3, 4, 5, 6});
    char text[240];
    std::snprintf(text, sizeof text,
                  "\nEvaluations to the first search's best, as a share of its own: median %.2f with what an earlier "
                  "session left, %.2f without. As a share of the search without: %.2f.",
                  shares.withOfFirst, shares.withoutOfFirst, shares.withOfWithout);
    printLine(text);
}

std::optional<int> reachedIn(const nlohmann::json& number)
{
    return number.is_null() ? std::nullopt : std::optional(number.get<int>());
}

/// Rows that `bench second --json` printed, with the steps they were given.
Result<int> tableOf(const CommandLine& line, const std::vector<std::string>& files)
{
    std::vector<SecondRow> rows;
    int steps = 0;
    for (const std::string& file : files) {
        const auto text = readFile(file);
        const auto json = nlohmann::json::parse(text ? *text : std::string(), nullptr, false);
        try {
            steps = json.at("steps");
            for (const auto& row : json.at("rows")) {
                const auto& took = row.at("evaluations");
                rows.push_back({{row.at("first"), row.at("second")},
                                row.at("seed"),
                                row.at("bar"),
                                took.at("first"),
                                reachedIn(took.at("with")),
                                reachedIn(took.at("without"))});
            }
        } catch (const nlohmann::json::exception&) {
            return Error{ErrorKind::Usage, "the rows in " + file + " cannot be read", "",
                         "give a file that bench second --json printed"};
        }
    }
    print(line, rows, steps);
    return 0;
}

} // namespace

Result<int> benchSecond(const CommandLine& line)
{
    if (line.isSet("read")) {
        return tableOf(line, line.texts("read"));
    }
    const auto settings = readSearchOptions(line);
    const auto pairs = pairsOf(line);
    const auto seeds = line.integer("seeds", 1, 1000);
    if (!settings || !pairs || !seeds) {
        return !settings ? settings.error() : !pairs ? pairs.error() : seeds.error();
    }
    if (settings->steps == 0) {
        return Error{ErrorKind::Usage, "bench second needs an end", "the bar may never be reached", "give --steps"};
    }
    Searches searches(line);
    std::vector<SecondRow> rows;
    for (const Pair& pair : *pairs) {
        for (int i = 0; i < *seeds; ++i) {
            std::fprintf(stderr, "%s, then %s, seed %d\n", pair.first.c_str(), pair.second.c_str(), i + 1);
            const auto row = measure(searches, *settings, pair, settings->seed + static_cast<std::uint64_t>(i));
            if (!row) {
                return row.error();
            }
            rows.push_back(*row);
        }
    }
    print(line, rows, settings->steps);
    return 0;
}

} // namespace espalier::cli
