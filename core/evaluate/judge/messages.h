#pragma once

#include "core/base/result.h"
#include "core/evaluate/judge/workerkind.h"
#include "core/evaluate/sandbox/bubblewrap.h"
#include "core/graph/evaluation.h"

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace espalier {

/// The first message to a judge: what it is to judge.
struct OpenRequest
{
    struct Baseline
    {
        std::string name;
        std::filesystem::path library;
        std::optional<WorkerKind> worker{}; ///< what runs it, where that is not what runs the candidates
    };

    std::filesystem::path task;           ///< the task's folder
    WorkerKind worker;                    ///< what runs the candidates
    std::optional<Bubblewrap> bubblewrap; ///< round every worker; absent: it does not work here
    bool filtersCalls = true;             ///< refuse a worker whose system-call filter does not load
    std::vector<Baseline> baselines;      ///< the first is `plain`
    std::vector<int> processors;          ///< those to time on; empty: all
    bool device = false;                  ///< workers drive a GPU: cases of the role gpu, times of the device
    std::vector<std::string> cases;       ///< those to time, by name; empty: all of the role
    bool timed = true;                    ///< without: only checked, for what runs where nothing could be timed
    double secondsPerCase = 0.15;         ///< what the timing of one case may take before it must be decided
};

struct EvaluateRequest
{
    std::filesystem::path library;
    bool careful = false;  ///< time it until the interval is narrow, at up to 300 pairs a case and in new processes
    bool hostCode = false; ///< it runs code of its own in the worker of a device: see keptcalls.cpp
};

/// Gives up the evaluation in progress at its next pair.
struct CancelRequest
{
};

using Request = std::variant<OpenRequest, EvaluateRequest, CancelRequest>;

/// One baseline as raced when the judge opened.
struct BaselineResult
{
    std::string name;
    bool valid = false;
    std::string reason;     ///< why it does not count, when it does not
    std::vector<double> ms; ///< median for each timed case, in the task's order
    double meanMs = 0;      ///< their geometric mean
};

struct Opened
{
    std::vector<BaselineResult> baselines;
    std::string fastest;
};

struct Stage
{
    std::string name;
};

/// The judge's part of an evaluation: everything but build and diagnosis.
struct Judged
{
    Evaluation evaluation;
};

using Reply = std::variant<Opened, Stage, Judged, Error>;

std::string toText(const Request& request);
std::string toText(const Reply& reply);
/// Strict about what is there and its type; both sides take the other's words for hostile.
Result<Request> requestFromText(const std::string& text);
Result<Reply> replyFromText(const std::string& text);

} // namespace espalier
