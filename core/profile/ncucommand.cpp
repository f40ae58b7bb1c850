#include "core/profile/ncucommand.h"

#include "core/base/paths.h"

#include <algorithm>
#include <array>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::array kSections{"SpeedOfLight",   "Occupancy",      "LaunchStats",
                               "WarpStateStats", "SchedulerStats", "MemoryWorkloadAnalysis"};
constexpr std::array kMetrics{"dram__bytes.sum",
                              "lts__t_bytes.sum",
                              "l1tex__t_bytes.sum",
                              "smsp__inst_executed.sum",
                              "smsp__sass_inst_executed_op_local_ld.sum",
                              "smsp__sass_inst_executed_op_local_st.sum",
                              "smsp__sass_average_data_bytes_per_sector_mem_global_op_ld.ratio",
                              "l1tex__data_bank_conflicts_pipe_lsu_mem_shared.sum",
                              "l1tex__data_pipe_lsu_wavefronts_mem_shared.sum",
                              "sm__inst_executed_pipe_tensor.avg.pct_of_peak_sustained_active",
                              "sm__inst_executed_pipe_fma.avg.pct_of_peak_sustained_active",
                              "smsp__sass_thread_inst_executed_op_ffma_pred_on.sum",
                              "smsp__sass_thread_inst_executed_op_fadd_pred_on.sum",
                              "smsp__sass_thread_inst_executed_op_fmul_pred_on.sum",
                              "smsp__sass_thread_inst_executed_op_dfma_pred_on.sum",
                              "smsp__sass_thread_inst_executed_op_dadd_pred_on.sum",
                              "smsp__sass_thread_inst_executed_op_dmul_pred_on.sum",
                              "smsp__sass_thread_inst_executed_op_hfma_pred_on.sum",
                              "smsp__sass_thread_inst_executed_op_hadd_pred_on.sum",
                              "smsp__sass_thread_inst_executed_op_hmul_pred_on.sum"};
constexpr const char* kToolkit = "/usr/local/cuda/bin/ncu";
constexpr const char* kVersions = "/opt/nvidia/nsight-compute";

bool isFile(const fs::path& path)
{
    std::error_code failed;
    return fs::is_regular_file(path, failed);
}

/// The last by name: they are named by year and number.
fs::path newestBelow(const fs::path& folder)
{
    fs::path newest;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(folder, failed)) {
        const fs::path program = entry.path() / "ncu";
        if (isFile(program) && entry.path() > newest.parent_path()) {
            newest = program;
        }
    }
    return newest;
}

} // namespace

Result<fs::path> findNcu()
{
    if (const auto found = findOnPath("ncu")) {
        return *found;
    }
    if (isFile(kToolkit)) {
        return fs::path(kToolkit);
    }
    if (const fs::path newest = newestBelow(kVersions); !newest.empty()) {
        return newest;
    }
    return Error{ErrorKind::Machine, "there is no profiler for the target cuda",
                 "ncu is neither on PATH nor in a CUDA Toolkit here",
                 "install Nsight Compute, or record a profile elsewhere and read it with espalier profile --import"};
}

std::vector<std::string> ncuCommand(const fs::path& ncu, const fs::path& report, NcuRange range,
                                    const std::vector<std::string>& command)
{
    std::vector<std::string> words{ncu.string(),     "--csv",
                                   "--page",         "raw",
                                   "--print-units",  "base",
                                   "--log-file",     report.string(),
                                   "--launch-count", std::to_string(kMostProfiled)};
    if (range == NcuRange::Marked) {
        words.insert(words.end(), {"--profile-from-start", "off"});
    }
    for (const char* section : kSections) {
        words.insert(words.end(), {"--section", section});
    }
    std::string metrics;
    for (const char* metric : kMetrics) {
        metrics += (metrics.empty() ? "" : ",") + std::string(metric);
    }
    words.insert(words.end(), {"--metrics", metrics});
    words.insert(words.end(), command.begin(), command.end());
    return words;
}

} // namespace espalier
