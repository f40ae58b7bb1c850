#pragma once

#include "core/evaluate/bundle/bundlejob.h"
#include "core/evaluate/judge/messages.h"
#include "core/graph/evaluation.h"

namespace espalier {

/// What the judge said of every candidate of a job, and on which machine: result.json of a bundle.
struct BundleResult
{
    std::string job; ///< SHA-256 of the job.json it answers
    std::string host;
    std::string fingerprint; ///< Machine::fingerprint()
    std::vector<BaselineResult> baselines;
    std::string fastest;                 ///< name of the baseline to beat
    std::vector<std::string> artefacts;  ///< of the candidates, in the job's order
    std::vector<Evaluation> evaluations; ///< one each
};

/// A bundle that came home: whole, and with a result that answers it.
struct FinishedBundle
{
    OpenBundle bundle;
    BundleResult result;
    std::string checksum; ///< SHA-256 of result.json
};

std::string toText(const BundleResult& result);

/// Reads what another machine says, with suspicion: the task and the candidates are as listed, the result answers this
/// job candidate by candidate, and every verdict and figure is one that a judge can give.
Result<FinishedBundle> readFinished(const std::filesystem::path& folder);

} // namespace espalier
