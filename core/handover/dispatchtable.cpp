#include "core/handover/dispatchtable.h"

#include "core/diagnose/figures.h"
#include "core/evaluate/target/torchbaselines.h"

#include <algorithm>
#include <map>

namespace espalier::handover {
namespace {

using Sizes = std::vector<std::int64_t>;

/// In the order of the task's dims; nothing where the case was one of another task.
std::optional<Sizes> sizesOf(const Task& task, const Dims& dims)
{
    Sizes sizes;
    for (const std::string& name : task.dims) {
        const auto found = std::ranges::find(dims, name, [](const auto& dim) { return dim.first; });
        if (found == dims.end() || found->second < 1) {
            return std::nullopt;
        }
        sizes.push_back(found->second);
    }
    return dims.size() == sizes.size() ? std::optional(sizes) : std::nullopt;
}

int judgingsOf(const Evaluation& evaluation)
{
    return evaluation.finalist ? 2 : 1;
}

/// In a session for Triton PyTorch is called as any kernel is, by a dispatcher in Python.
Fallback fallbackOf(const SessionInfo& session)
{
    return session.settings.target == "cuda" && TorchBaselines::isName(session.baseline) ? Fallback::Framework
                                                                                         : Fallback::Baseline;
}

/// Rows by their sizes, each with the best node so far.
class Race
{
public:
    explicit Race(const Task& task) : m_task(task) {}

    /// Whether the node would win somewhere, or be passed over. Its cases have rows from then on.
    bool wouldMatter(const Evaluation& evaluation)
    {
        bool matters = false;
        for (const CaseTiming& timing : evaluation.cases) {
            const DispatchRow* row = rowOf(timing);
            matters =
                matters || (row && (isBetter(timing, judgingsOf(evaluation), *row) || isPassedOver(timing, *row)));
        }
        return matters;
    }

    void enter(const Node& node, const Evaluation& evaluation)
    {
        const int judgings = judgingsOf(evaluation);
        for (const CaseTiming& timing : evaluation.cases) {
            DispatchRow* row = rowOf(timing);
            if (row && isBetter(timing, judgings, *row)) {
                take(*row, node.number, timing, judgings);
            } else if (row && isPassedOver(timing, *row)) {
                row->passedOver = PassedOver{node.number, timing.speedup};
            }
        }
    }

    /// As the task lists its cases; those that it no longer has come last.
    std::vector<DispatchRow> rows() const
    {
        std::vector<DispatchRow> listed;
        std::map<Sizes, DispatchRow> left = m_rows;
        for (const Case& one : m_task.cases) {
            const auto sizes = sizesOf(m_task, one.dims);
            if (const auto found = sizes ? left.find(*sizes) : left.end(); found != left.end()) {
                listed.push_back(found->second);
                left.erase(found);
            }
        }
        for (const auto& [sizes, row] : left) {
            listed.push_back(row);
        }
        return listed;
    }

private:
    static bool isBetter(const CaseTiming& timing, int judgings, const DispatchRow& row)
    {
        if (!(timing.ms > 0 && timing.speedup.low > 1)) {
            return false;
        }
        return judgings == row.judgings ? timing.speedup.low > row.speedup.low : judgings > row.judgings;
    }

    /// Of a node that is not better: where its low end is higher all the same, it was judged less often.
    static bool isPassedOver(const CaseTiming& timing, const DispatchRow& row)
    {
        const double beaten = row.passedOver ? row.passedOver->speedup.low : row.speedup.low;
        return row.node && timing.ms > 0 && timing.speedup.low > beaten;
    }

    /// What it displaces is passed over where its low end was the higher one.
    static void take(DispatchRow& row, NodeNumber node, const CaseTiming& timing, int judgings)
    {
        const Interval& highest = row.passedOver ? row.passedOver->speedup : row.speedup;
        if (!(row.node && highest.low > timing.speedup.low)) {
            row.passedOver.reset();
        } else if (!row.passedOver) {
            row.passedOver = PassedOver{*row.node, row.speedup};
        }
        row.node = node;
        row.speedup = timing.speedup;
        row.ms = timing.ms;
        row.baselineMs = timing.baselineMs;
        row.judgings = judgings;
    }

    /// None for a case of another task.
    DispatchRow* rowOf(const CaseTiming& timing)
    {
        const auto sizes = sizesOf(m_task, timing.dims);
        if (!sizes || !(timing.baselineMs > 0)) {
            return nullptr;
        }
        DispatchRow& row = m_rows.try_emplace(*sizes).first->second;
        if (row.sizes.empty()) {
            row.name = timing.name;
            row.sizes = *sizes;
            row.ms = row.baselineMs = timing.baselineMs;
        }
        return &row;
    }

    const Task& m_task;
    std::map<Sizes, DispatchRow> m_rows;
};

} // namespace

std::vector<NodeNumber> DispatchTable::nodes() const
{
    std::vector<NodeNumber> numbers;
    for (const DispatchRow& row : rows) {
        if (row.node) {
            numbers.push_back(*row.node);
        }
    }
    std::ranges::sort(numbers);
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

Result<DispatchTable> makeDispatchTable(Store& store, const SessionInfo& session, const Task& task,
                                        const DispatchOptions& options,
                                        const std::function<Result<bool>(const Node&)>& mayShip)
{
    if (options.nearest && task.casesOf(CaseRole::Hidden).empty()) {
        return Error{ErrorKind::Usage, "no kernel can be used at shapes that were not measured",
                     "the task " + task.name + " has no hidden cases, which show that a kernel is right at any shape",
                     "leave --nearest out"};
    }
    const Result<SearchGraph> graph = loadGraph(store, session.id);
    if (!graph) {
        return graph.error();
    }
    Race race(task);
    for (NodeNumber number = 0; number < graph->size(); ++number) {
        const Node& node = graph->node(number);
        if (!isValid(node.verdict) || graph->isPruned(number) || (options.only && *options.only != number)) {
            continue;
        }
        const Result<Evaluation> evaluation = store.evaluation(session.id, number);
        if (!evaluation) {
            return evaluation.error();
        }
        if (!race.wouldMatter(*evaluation)) {
            continue; // so that few sources are read
        }
        const Result<bool> ships = mayShip(node);
        if (!ships) {
            return ships.error();
        }
        if (*ships) {
            race.enter(node, *evaluation);
        }
    }
    DispatchTable table{task.dims, session.baseline, race.rows(), options.nearest, fallbackOf(session)};
    if (table.nodes().empty()) {
        const std::string who = options.only ? "node " + std::to_string(*options.only) : "no node";
        return Error{ErrorKind::Answer, "there is nothing in session " + std::to_string(session.id) + " to hand over",
                     who + " is proven faster than the fastest baseline, " +
                         (table.baseline.empty() ? "which nobody timed" : table.baseline) + ", at any measured shape",
                     "search on, or export a node as a patch or the session as a report"};
    }
    return table;
}

std::string sizesText(const DispatchTable& table, const DispatchRow& row)
{
    std::string text;
    for (std::size_t i = 0; i < row.sizes.size(); ++i) {
        text += (i == 0 ? "" : ", ") + table.dims[i] + " " + std::to_string(row.sizes[i]);
    }
    return text;
}

std::string choiceText(const DispatchTable& table, const std::optional<NodeNumber>& node)
{
    return node ? "node " + std::to_string(*node) : table.fallback == Fallback::Framework ? "framework" : "baseline";
}

std::string vouchedText(const DispatchRow& row)
{
    return intervalText(row.speedup) + (row.judgings > 1 ? ", judged twice" : ", judged once");
}

} // namespace espalier::handover
