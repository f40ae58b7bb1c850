#include "core/profile/metricformula.h"

namespace espalier {
namespace {

using K = KernelProfile;
using Kind = MetricFormula::Kind;
using Term = MetricFormula::Term;

constexpr double kSector = 32; ///< bytes

MetricFormula one(const char* metric, double factor = 1)
{
    return {Kind::Sum, 1, {{metric, factor}}};
}

/// A metric under the first of several names that is there.
std::vector<MetricFormula> firstOf(std::initializer_list<const char*> metrics)
{
    std::vector<MetricFormula> formulas;
    for (const char* metric : metrics) {
        formulas.push_back(one(metric));
    }
    return formulas;
}

MetricFormula all(std::vector<Term> terms)
{
    const std::size_t count = terms.size();
    return {Kind::Sum, count, std::move(terms)};
}

std::vector<MetricRule> traffic()
{
    return {
        {&K::dramBytes,
         {one("dram__bytes.sum"),
          all({{"dram__bytes_read.sum"}, {"dram__bytes_write.sum"}}),
          all({{"dram__sectors_read.sum", kSector}, {"dram__sectors_write.sum", kSector}}),
          {Kind::PerSecond, 1, {{"dram__bytes.sum.per_second"}}}}},
        {&K::dramPercent,
         firstOf({"gpu__dram_throughput.avg.pct_of_peak_sustained_elapsed",
                  "dram__throughput.avg.pct_of_peak_sustained_elapsed", "dram__bytes.sum.pct_of_peak_sustained_elapsed",
                  "dram__cycles_active.avg.pct_of_peak_sustained_elapsed"})},
        {&K::l2Bytes,
         {one("lts__t_bytes.sum"),
          one("lts__t_sectors.sum", kSector),
          {Kind::Sum,
           2,
           {{"lts__t_sectors_op_read.sum", kSector},
            {"lts__t_sectors_op_write.sum", kSector},
            {"lts__t_sectors_op_atom.sum", kSector},
            {"lts__t_sectors_op_red.sum", kSector}}},
          all({{"lts__t_sectors_srcunit_tex_op_read.sum", kSector},
               {"lts__t_sectors_srcunit_tex_op_write.sum", kSector}}),
          {Kind::PerSecond, 1, {{"lts__t_bytes.sum.per_second"}}}}},
        {&K::l2Percent, firstOf({"lts__throughput.avg.pct_of_peak_sustained_elapsed",
                                 "lts__t_sectors.avg.pct_of_peak_sustained_elapsed",
                                 "lts__t_sectors.sum.pct_of_peak_sustained_elapsed"})},
        {&K::l1Bytes,
         {one("l1tex__t_bytes.sum"),
          one("l1tex__t_sectors.sum", kSector),
          {Kind::Sum,
           2,
           {{"l1tex__t_sectors_pipe_lsu_mem_global_op_ld.sum", kSector},
            {"l1tex__t_sectors_pipe_lsu_mem_global_op_st.sum", kSector},
            {"l1tex__t_sectors_pipe_lsu_mem_local_op_ld.sum", kSector},
            {"l1tex__t_sectors_pipe_lsu_mem_local_op_st.sum", kSector}}}}},
        {&K::l1Percent, firstOf({"l1tex__throughput.avg.pct_of_peak_sustained_elapsed",
                                 "l1tex__throughput.avg.pct_of_peak_sustained_active"})},
        {&K::sectorUsePercent,
         {one("smsp__sass_average_data_bytes_per_sector_mem_global_op_ld.pct"),
          one("smsp__sass_average_data_bytes_per_sector_mem_global_op_ld.ratio", 100 / kSector)}},
        {&K::bankConflictPercent,
         {{Kind::Share,
           2,
           {{"l1tex__data_bank_conflicts_pipe_lsu_mem_shared.sum"},
            {"l1tex__data_pipe_lsu_wavefronts_mem_shared.sum"}}}}},
    };
}

std::vector<MetricRule> throughput()
{
    return {
        {&K::computePercent, firstOf({"sm__throughput.avg.pct_of_peak_sustained_elapsed"})},
        {&K::memoryPercent, firstOf({"gpu__compute_memory_throughput.avg.pct_of_peak_sustained_elapsed",
                                     "gpu__compute_memory_access_throughput.avg.pct_of_peak_sustained_elapsed"})},
        {&K::tensorPercent, firstOf({"sm__pipe_tensor_cycles_active.avg.pct_of_peak_sustained_active",
                                     "sm__pipe_tensor_cycles_active.avg.pct_of_peak_sustained_elapsed",
                                     "sm__inst_executed_pipe_tensor.avg.pct_of_peak_sustained_active",
                                     "sm__inst_executed_pipe_tensor_op_gmma.avg.pct_of_peak_sustained_active",
                                     "sm__inst_executed_pipe_tensor_op_hmma.avg.pct_of_peak_sustained_active",
                                     "sm__pipe_tensor_op_hmma_cycles_active.avg.pct_of_peak_sustained_active"})},
        {&K::fmaPercent, firstOf({"sm__pipe_fma_cycles_active.avg.pct_of_peak_sustained_active",
                                  "sm__pipe_fma_cycles_active.avg.pct_of_peak_sustained_elapsed",
                                  "sm__inst_executed_pipe_fma.avg.pct_of_peak_sustained_active"})},
        {&K::aluPercent, firstOf({"sm__pipe_alu_cycles_active.avg.pct_of_peak_sustained_active",
                                  "sm__pipe_alu_cycles_active.avg.pct_of_peak_sustained_elapsed",
                                  "sm__inst_executed_pipe_alu.avg.pct_of_peak_sustained_active"})},
        {&K::fp64Percent, firstOf({"sm__pipe_fp64_cycles_active.avg.pct_of_peak_sustained_active",
                                   "sm__pipe_fp64_cycles_active.avg.pct_of_peak_sustained_elapsed",
                                   "sm__inst_executed_pipe_fp64.avg.pct_of_peak_sustained_active"})},
        {&K::specialPercent, firstOf({"sm__inst_executed_pipe_xu.avg.pct_of_peak_sustained_active",
                                      "sm__inst_executed_pipe_xu.avg.pct_of_peak_sustained_elapsed"})},
        {&K::loadStorePercent, firstOf({"sm__inst_executed_pipe_lsu.avg.pct_of_peak_sustained_active",
                                        "sm__inst_executed_pipe_lsu.avg.pct_of_peak_sustained_elapsed"})},
    };
}

std::vector<MetricRule> launch()
{
    return {
        {&K::durationUs, firstOf({"gpu__time_duration.sum", "gpu__time_duration.avg", "gpu__time_duration.max"})},
        {&K::blocks, firstOf({"launch__grid_size"})},
        {&K::blockThreads, firstOf({"launch__block_size"})},
        {&K::warps, firstOf({"smsp__warps_launched.sum", "sm__warps_launched.sum"})},
        {&K::cycles, firstOf({"sm__cycles_elapsed.max", "smsp__cycles_elapsed.max", "sm__cycles_elapsed.avg"})},
        {&K::waves, firstOf({"launch__waves_per_multiprocessor"})},
        {&K::registers, firstOf({"launch__registers_per_thread"})},
        {&K::sharedBytes,
         {one("launch__shared_mem_per_block"),
          {Kind::Sum, 2, {{"launch__shared_mem_per_block_static"}, {"launch__shared_mem_per_block_dynamic"}}}}},
        {&K::theoreticalOccupancy, firstOf({"sm__maximum_warps_per_active_cycle_pct"})},
        {&K::achievedOccupancy, firstOf({"sm__warps_active.avg.pct_of_peak_sustained_active"})},
    };
}

/// A multiply-add is two operations; of half precision an instruction does two numbers at once.
MetricFormula operations(const char* suffix, Kind kind)
{
    MetricFormula formula{kind, 3, {}};
    for (const auto& [name, weight] :
         {std::pair("ffma", 2), std::pair("fadd", 1), std::pair("fmul", 1), std::pair("dfma", 2), std::pair("dadd", 1),
          std::pair("dmul", 1), std::pair("hfma", 4), std::pair("hadd", 2), std::pair("hmul", 2)}) {
        formula.terms.push_back(
            {"smsp__sass_thread_inst_executed_op_" + std::string(name) + "_pred_on." + suffix, double(weight)});
    }
    return formula;
}

std::vector<MetricRule> instructions()
{
    return {
        {&K::issuedPerCycle, firstOf({"smsp__issue_active.avg.per_cycle_active"})},
        {&K::cyclesPerIssue, firstOf({"smsp__average_warp_latency_per_inst_issued.ratio",
                                      "smsp__average_warps_active_per_inst_executed.ratio"})},
        {&K::instructions, firstOf({"smsp__inst_executed.sum", "sm__inst_executed.sum"})},
        {&K::localLoads, firstOf({"smsp__sass_inst_executed_op_local_ld.sum", "smsp__inst_executed_op_local_ld.sum"})},
        {&K::localStores, firstOf({"smsp__sass_inst_executed_op_local_st.sum", "smsp__inst_executed_op_local_st.sum"})},
        {&K::threadsPerInstruction, firstOf({"smsp__thread_inst_executed_per_inst_executed.ratio"})},
        {&K::operations, {operations("sum", Kind::Sum), operations("sum.per_cycle_elapsed", Kind::PerCycle)}},
    };
}

} // namespace

const std::vector<MetricRule>& ncuRules()
{
    static const std::vector<MetricRule> kRules = [] {
        std::vector<MetricRule> rules = launch();
        for (const auto& more : {throughput(), traffic(), instructions()}) {
            rules.insert(rules.end(), more.begin(), more.end());
        }
        return rules;
    }();
    return kRules;
}

} // namespace espalier
