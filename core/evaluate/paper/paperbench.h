#pragma once

#include "core/evaluate/evaluator.h"
#include "core/evaluate/paper/torchfigures.h"
#include "core/task/paperfigures.h"
#include "core/task/task.h"

#include <functional>
#include <memory>

namespace espalier {

/// A kernel judged for one row of the paper's table.
struct PaperKernel
{
    std::string name; ///< its file's, or "seed"
    Evaluation evaluation;

    /// Its time of a call; 0 where it is not correct.
    double ms() const;
};

/// What a row's fastest baseline takes.
struct PaperBaseline
{
    std::string name; ///< "compiled"; empty where nobody measured one
    Interval ms;      ///< all the same where `recorded`
    /// Taken from the table, where it stands for the card that it names, and not measured beside the kernels.
    bool recorded = false;
};

struct PaperResult
{
    PaperRow row;
    Dims dims;
    double flops = 0;
    double bytes = 0;
    PaperKernel seed; ///< without a name where none was judged
    std::vector<PaperKernel> kernels;
    PaperBaseline baseline;
    std::vector<TorchFigure> torch; ///< every figure measured for the row

    /// The fastest accepted kernel, or the fastest correct one where none was accepted, the seed included; null where
    /// not even the seed is correct.
    const PaperKernel* best() const;
    /// The fastest baseline's time over the best kernel's. The interval joins, as independent errors, that of the
    /// baseline's median and that of the kernel's race against the seed, which is wider than the kernel's alone.
    /// Without an interval (all three alike) where the baseline is recorded; all 0 where either is missing.
    Interval speedup() const;
    /// The floor over the best kernel's time; 0 where either is missing.
    double roofShare() const;
};

/// The row with its case's sizes and its fastest baseline, and no kernel yet. Fails where the task has no such case of
/// the role gpu.
Result<PaperResult> startPaperRow(const PaperRow& row, const Task& task, const TorchFigures* torch);

/// What an evaluation says of one of its cases: verdict and speedup of that case alone. Nothing where it was not timed.
std::optional<Evaluation> atCase(const Evaluation& evaluation, const std::string& caseName);

/// Opens what judges one case of a task, its plain seed as the measure.
using OpenCaseEvaluator =
    std::function<Result<std::unique_ptr<Evaluator>>(const Task& task, const std::string& caseName)>;

/// A source to be judged, with the name by which the table shows it.
struct PaperCandidate
{
    std::string name;
    Candidate candidate;
};

/// Judges the seed and the candidates at the case of one row. Fails where nothing can be judged: no such case, no GPU.
/// A stop ends it with what there is.
Result<PaperResult> judgePaperRow(const PaperRow& row, const Task& task, const PaperCandidate& seed,
                                  const std::vector<PaperCandidate>& candidates, const TorchFigures* torch,
                                  const OpenCaseEvaluator& open, const std::stop_token& stop);

} // namespace espalier
