#pragma once

#include "core/graph/candidate.h"
#include "core/handover/dispatchtable.h"

namespace espalier::handover {

/// A kernel that is handed over.
struct HandedKernel
{
    std::string name; ///< an identifier, and the file's name without its ending: "node_12", "baseline"
    Candidate candidate;
    std::vector<std::string> link; ///< "-ldnnl", of a vendor's baseline
};

/// What of a session is handed over: the table, and every kernel that it names.
struct Handover
{
    SessionInfo session;
    Task task;
    std::string licence; ///< of the task's kernels; "unknown" where it states none
    DispatchTable table;
    std::vector<HandedKernel> kernels;    ///< in the order of their numbers
    std::optional<HandedKernel> baseline; ///< needs no library from elsewhere; none where the fallback is the framework
    std::optional<HandedKernel> vendor;   ///< the fastest baseline, where that is written with a library
};

/// Reads it from the store and the task's folder. Targets cpu, cuda and triton; ErrorKind::Usage for others. Of a cuda
/// session kernels with host code of their own are left out, of a triton session those not in the paper's form.
Result<Handover> collectHandover(Store& store, const SessionInfo& session, const DispatchOptions& options);

/// The kernels, and behind them the baseline where there is one.
std::vector<HandedKernel> withBaseline(const Handover& handover);

/// "node_12"
std::string kernelName(NodeNumber node);
/// "session 3 (softmax, cpu) of espalier 0.1.0"
std::string originText(const SessionInfo& session);

} // namespace espalier::handover
