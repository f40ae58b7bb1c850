#include "core/profile/ncureport.h"

#include "core/profile/csvtable.h"
#include "core/profile/metricformula.h"

#include <algorithm>
#include <array>

namespace espalier {
namespace {

constexpr std::size_t kMostLaunches = 512;
constexpr std::size_t kLongestName = 1000;
constexpr double kTensorWorks = 1; ///< % of the matrix cores' peak, from which operations are theirs too

struct Unit
{
    std::string_view name;
    double factor;
};
/// Times to microseconds, rates to one second; without their prefixes K, M, G, T.
constexpr std::array kUnits{
    Unit{"ns", 1e-3},
    Unit{"nsecond", 1e-3},
    Unit{"us", 1},
    Unit{"usecond", 1},
    Unit{"ms", 1e3},
    Unit{"msecond", 1e3},
    Unit{"s", 1e6},
    Unit{"second", 1e6},
    Unit{"cycle/nsecond", 1e9},
    Unit{"cycle/ns", 1e9},
    Unit{"cycle/usecond", 1e6},
    Unit{"cycle/us", 1e6},
    Unit{"byte/ns", 1e9},
    Unit{"byte/us", 1e6},
    Unit{"byte/ms", 1e3},
};

/// "Mbyte/block" → 10^6, "ns" → 10^-3, "%" → 1
double factorOf(std::string_view unit)
{
    constexpr std::string_view kPrefixes = "KMGT";
    constexpr std::array kFactors{1e3, 1e6, 1e9, 1e12};
    double factor = 1;
    const auto prefix = unit.size() > 2 ? kPrefixes.find(unit.front()) : std::string_view::npos;
    if (prefix != std::string_view::npos) {
        factor = kFactors.at(prefix);
        unit.remove_prefix(1);
    }
    const auto found = std::ranges::find(kUnits, unit, &Unit::name);
    return found == kUnits.end() ? factor : factor * found->factor;
}

/// The table alone: its rows begin with a quotation mark, what else is printed does not.
std::string tableOf(std::string_view text)
{
    std::string table;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        if (table.empty() ? line.starts_with("\"ID\",") : line.starts_with('"')) {
            table += std::string(line) + "\n";
        }
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return table;
}

Error noTable(std::string_view text)
{
    const char* what = "the profiler's report holds no kernel";
    if (text.find("ERR_NVGPUCTRPERM") != std::string_view::npos) {
        return {ErrorKind::Machine, what, "the driver lets nobody but the administrator read hardware counters",
                "run it as root, or have the administrator set NVreg_RestrictProfilingToAdminUsers=0"};
    }
    if (text.find("No kernels were profiled") != std::string_view::npos) {
        return {ErrorKind::Answer, what, "no kernels were profiled", "profile a run that launches one"};
    }
    constexpr std::string_view kError = "==ERROR== ";
    if (const auto at = text.find(kError); at != std::string_view::npos) {
        const std::string_view line = text.substr(at + kError.size(), kLongestName);
        return {ErrorKind::Machine, what, std::string(line.substr(0, line.find('\n'))), "mend that and profile again"};
    }
    return {ErrorKind::Usage, what, "it is not what ncu --csv --page raw prints",
            "record it with: ncu --csv --page raw --log-file FILE …"};
}

/// "(16, 16, 1)" → 256
std::optional<double> productOf(std::string_view triple)
{
    double product = 1;
    std::string digits;
    for (const char c : triple) {
        if (c >= '0' && c <= '9') {
            digits += c;
        } else if (!digits.empty()) {
            product *= profilerNumber(digits).value_or(0);
            digits.clear();
        }
    }
    return product > 0 && triple.starts_with('(') && triple.ends_with(')') ? std::optional(product) : std::nullopt;
}

/// One row of the table.
class LaunchRow
{
public:
    LaunchRow(const CsvTable& table, std::size_t row) : m_table(table), m_row(row) {}

    std::string text(std::string_view name) const
    {
        return m_table.cell(m_row, m_table.column(name)).substr(0, kLongestName);
    }

    std::optional<double> value(std::string_view name) const
    {
        const auto column = m_table.column(name);
        const auto number = profilerNumber(m_table.cell(m_row, column));
        return number ? std::optional(*number * factorOf(m_table.cell(0, column))) : std::nullopt;
    }

    KernelProfile read(std::map<std::string, std::string>& used) const
    {
        KernelProfile kernel;
        kernel.name = text("Kernel Name");
        applyRules(ncuRules(), [this](std::string_view metric) { return value(metric); }, kernel, used);
        if (!kernel.blocks) {
            kernel.blocks = productOf(text("Grid Size"));
        }
        if (!kernel.blockThreads) {
            kernel.blockThreads = productOf(text("Block Size"));
        }
        if (kernel.tensorPercent.value_or(0) >= kTensorWorks) {
            kernel.operations.reset();
        }
        kernel.occupancyLimit = limit();
        kernel.stalls = stalls();
        return kernel;
    }

private:
    std::string limit() const
    {
        std::string least;
        double fewest = 0;
        for (const char* name : {"registers", "shared_mem", "warps", "blocks", "barriers"}) {
            const auto blocks = value("launch__occupancy_limit_" + std::string(name));
            if (blocks && (least.empty() || *blocks < fewest)) {
                least = name;
                fewest = *blocks;
            }
        }
        return least;
    }

    std::vector<StallReason> stalls() const
    {
        constexpr std::string_view kBefore = "smsp__average_warps_issue_stalled_";
        constexpr std::string_view kAfter = "_per_issue_active.ratio";
        std::vector<StallReason> stalls;
        for (const std::string& name : m_table.names()) {
            if (!name.starts_with(kBefore) || !name.ends_with(kAfter) || name.find("not_issued") != std::string::npos) {
                continue;
            }
            const auto cycles = value(name);
            if (cycles && *cycles > 0) {
                const std::size_t length = name.size() - kBefore.size() - kAfter.size();
                stalls.push_back({name.substr(kBefore.size(), length), *cycles});
            }
        }
        std::ranges::stable_sort(stalls, std::ranges::greater(), &StallReason::cyclesPerIssue);
        stalls.resize(std::min<std::size_t>(stalls.size(), 32));
        return stalls;
    }

    const CsvTable& m_table;
    std::size_t m_row;
};

} // namespace

Result<ProfileReport> readNcuReport(std::string_view text)
{
    const std::string lines = tableOf(text);
    if (lines.empty()) {
        return noTable(text);
    }
    const auto table = CsvTable::parse(lines);
    if (!table) {
        return table.error();
    }
    if (!table->column("Kernel Name") || table->column("Metric Name") || table->rows() < 2) {
        return noTable(text); // the page details has a row for each metric
    }
    ProfileReport report;
    report.tool = "ncu";
    report.device = LaunchRow(*table, 1).text("device__attribute_display_name");
    for (std::size_t row = 1; row < table->rows() && report.kernels.size() < kMostLaunches; ++row) {
        report.kernels.push_back(LaunchRow(*table, row).read(report.metrics));
    }
    return report;
}

} // namespace espalier
