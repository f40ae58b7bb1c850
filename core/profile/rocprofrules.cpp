#include "core/profile/metricformula.h"

namespace espalier {
namespace {

using K = KernelProfile;
using Kind = MetricFormula::Kind;

constexpr double kKilobyte = 1024; ///< of FETCH_SIZE and WRITE_SIZE
constexpr double kLine = 64;       ///< bytes of a request between the caches

MetricFormula one(const char* metric, double factor = 1)
{
    return {Kind::Sum, 1, {{metric, factor}}};
}

/// Bytes between L2 and memory: 128 for what TCC_BUBBLE counts, 32 for the short requests, 64 for all others.
MetricFormula memoryBytes(const char* reads, const char* shortReads, const char* writes, const char* longWrites)
{
    return {Kind::Sum, 4, {{reads, 64}, {shortReads, -32}, {writes, 32}, {longWrites, 32}, {"TCC_BUBBLE_sum", 64}}};
}

/// rocprofiler-compute's count: an instruction of the vector units is one for each of 64 lanes, a multiply-add two; one
/// of MFMA's counts is 512 operations.
MetricFormula operations()
{
    constexpr double kLanes = 64;
    constexpr double kMatrix = 512;
    MetricFormula formula{Kind::Sum, 3, {}};
    for (const char* type : {"F32", "F16", "F64"}) { // without the first ones nothing is known
        for (const auto& [name, weight] :
             {std::pair("FMA", 2), std::pair("ADD", 1), std::pair("MUL", 1), std::pair("TRANS", 1)}) {
            formula.terms.push_back({"SQ_INSTS_VALU_" + std::string(name) + "_" + type, kLanes * weight});
        }
    }
    for (const char* type : {"F16", "BF16", "F32", "F64"}) {
        formula.terms.push_back({"SQ_INSTS_VALU_MFMA_MOPS_" + std::string(type), kMatrix});
    }
    return formula;
}

} // namespace

const std::vector<MetricRule>& rocprofRules()
{
    static const std::vector<MetricRule> kRules{
        {&K::warps, {one("SQ_WAVES_sum"), one("SQ_WAVES")}},
        {&K::cycles, {one("GRBM_GUI_ACTIVE"), one("GRBM_GUI_ACTIVE_max")}},
        {&K::computePercent, {{Kind::Most, 0, {{"VALUBusy"}, {"MfmaUtil"}}}}},
        {&K::memoryPercent, {one("MemUnitBusy")}},
        {&K::aluPercent, {one("VALUBusy")}},
        {&K::tensorPercent, {one("MfmaUtil")}},
        {&K::achievedOccupancy, {one("OccupancyPercent")}},
        {&K::bankConflictPercent, {one("LDSBankConflict")}},
        {&K::dramBytes,
         {memoryBytes("TCC_EA0_RDREQ_sum", "TCC_EA0_RDREQ_32B_sum", "TCC_EA0_WRREQ_sum", "TCC_EA0_WRREQ_64B_sum"),
          memoryBytes("TCC_EA_RDREQ_sum", "TCC_EA_RDREQ_32B_sum", "TCC_EA_WRREQ_sum", "TCC_EA_WRREQ_64B_sum"),
          {Kind::Sum, 2, {{"FETCH_SIZE", kKilobyte}, {"WRITE_SIZE", kKilobyte}}},
          {Kind::Sum, 2, {{"FetchSize", kKilobyte}, {"WriteSize", kKilobyte}}}}},
        {&K::l2Bytes,
         {{Kind::Sum,
           2,
           {{"TCP_TCC_READ_REQ_sum", kLine},
            {"TCP_TCC_WRITE_REQ_sum", kLine},
            {"TCP_TCC_ATOMIC_WITH_RET_REQ_sum", kLine},
            {"TCP_TCC_ATOMIC_WITHOUT_RET_REQ_sum", kLine}}},
          {Kind::Sum, 2, {{"TCC_HIT_sum", kLine}, {"TCC_MISS_sum", kLine}}}}},
        {&K::l1Bytes, {one("TCP_TOTAL_CACHE_ACCESSES_sum", kLine)}},
        {&K::operations, {operations()}},
    };
    return kRules;
}

} // namespace espalier
