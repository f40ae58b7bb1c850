#include "core/profile/rocprofreport.h"

#include "core/profile/csvtable.h"
#include "core/profile/metricformula.h"

#include <algorithm>
#include <array>

namespace espalier {
namespace {

constexpr std::size_t kMostLaunches = 512;
constexpr std::size_t kLongestName = 1000;
constexpr double kMatrixWorks = 1; ///< % of the matrix cores' time, from which operations are theirs too

/// Where the two formats have the same thing.
struct Columns
{
    const char* kernel;
    const char* grid;
    const char* group;
    const char* lds;
    const char* scratch;
    std::array<const char*, 2> vectorRegisters;
    const char* scalarRegisters;
    const char* begin;
    const char* end;
};
constexpr Columns kOld{"KernelName", "grd", "wgr", "lds", "scr", {"arch_vgpr", "vgpr"}, "sgpr", "BeginNs", "EndNs"};
constexpr Columns kNew{"Kernel_Name",    "Grid_Size",       "Workgroup_Size",
                       "LDS_Block_Size", "Scratch_Size",    {"VGPR_Count", "VGPR_Count"},
                       "SGPR_Count",     "Start_Timestamp", "End_Timestamp"};

class Reader
{
public:
    Reader(const CsvTable& table, const Columns& columns) : m_table(table), m_columns(columns) {}

    std::string text(std::size_t row, const char* name) const { return m_table.cell(row, m_table.column(name)); }
    std::optional<double> value(std::size_t row, std::string_view name) const
    {
        return profilerNumber(m_table.cell(row, m_table.column(name)));
    }

    /// All but the counters.
    KernelProfile launch(std::size_t row) const
    {
        KernelProfile kernel;
        kernel.name = text(row, m_columns.kernel).substr(0, kLongestName);
        const auto threads = value(row, m_columns.grid);
        kernel.blockThreads = value(row, m_columns.group);
        if (threads && kernel.blockThreads.value_or(0) > 0) {
            kernel.blocks = *threads / *kernel.blockThreads;
        }
        kernel.sharedBytes = value(row, m_columns.lds);
        kernel.scratchBytes = value(row, m_columns.scratch);
        for (const char* name : m_columns.vectorRegisters) {
            kernel.registers = kernel.registers ? kernel.registers : value(row, name);
        }
        kernel.scalarRegisters = value(row, m_columns.scalarRegisters);
        const auto begin = value(row, m_columns.begin);
        const auto end = value(row, m_columns.end);
        if (begin && end && *end >= *begin) {
            kernel.durationUs = (*end - *begin) * 1e-3;
        }
        return kernel;
    }

private:
    const CsvTable& m_table;
    const Columns& m_columns;
};

void readCounters(const MetricLookup& lookup, KernelProfile& kernel, std::map<std::string, std::string>& used)
{
    applyRules(rocprofRules(), lookup, kernel, used);
    const bool counted = std::ranges::any_of(std::array{"F16", "BF16", "F32", "F64"}, [&](const char* type) {
        return lookup("SQ_INSTS_VALU_MFMA_MOPS_" + std::string(type)).has_value();
    });
    if (!counted && kernel.tensorPercent.value_or(0) >= kMatrixWorks) {
        kernel.operations.reset();
    }
}

Error noTable()
{
    return {ErrorKind::Usage, "the profiler's report holds no kernel",
            "it is neither results.csv of rocprof nor counter_collection.csv of rocprofv3",
            "record it with: rocprofv3 --pmc COUNTERS --output-format csv -- PROGRAM"};
}

void readOld(const CsvTable& table, ProfileReport& report)
{
    const Reader reader(table, kOld);
    for (std::size_t row = 0; row < std::min(table.rows(), kMostLaunches); ++row) {
        KernelProfile kernel = reader.launch(row);
        readCounters([&](std::string_view name) { return reader.value(row, name); }, kernel, report.metrics);
        report.kernels.push_back(std::move(kernel));
    }
}

void readNew(const CsvTable& table, ProfileReport& report)
{
    struct Launch
    {
        std::size_t row;
        std::map<std::string, double, std::less<>> counters;
    };
    const Reader reader(table, kNew);
    std::vector<Launch> launches;
    std::map<std::string, std::size_t> known; // by dispatch
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto [place, isNew] = known.emplace(reader.text(row, "Dispatch_Id"), launches.size());
        if (isNew && launches.size() == kMostLaunches) {
            break;
        }
        if (isNew) {
            launches.push_back({row, {}});
        }
        if (const auto value = reader.value(row, "Counter_Value")) {
            launches[place->second].counters[reader.text(row, "Counter_Name")] = *value;
        }
    }
    for (const Launch& launch : launches) {
        KernelProfile kernel = reader.launch(launch.row);
        const auto counter = [&](std::string_view name) {
            const auto found = launch.counters.find(name);
            return found == launch.counters.end() ? std::nullopt : std::optional(found->second);
        };
        readCounters(counter, kernel, report.metrics);
        report.kernels.push_back(std::move(kernel));
    }
}

} // namespace

Result<ProfileReport> readRocprofReport(std::string_view text)
{
    const auto table = CsvTable::parse(text);
    if (!table) {
        return table.error();
    }
    ProfileReport report;
    report.tool = "rocprof";
    if (table->column("Counter_Name") && table->column("Kernel_Name")) {
        readNew(*table, report);
    } else if (table->column("KernelName")) {
        readOld(*table, report);
    }
    return report.kernels.empty() ? Result<ProfileReport>(noTable()) : Result<ProfileReport>(std::move(report));
}

} // namespace espalier
