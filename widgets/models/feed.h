#pragma once

#include "core/graph/candidate.h"
#include "core/graph/evaluation.h"
#include "core/graph/exchange.h"
#include "core/graph/node.h"
#include "core/graph/steer.h"
#include "core/profile/profilereport.h"

#include <QMetaType>
#include <QString>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace espalier {

/// One of the synthesizers a session was started with.
struct SynthesizerShare
{
    QString kind;      ///< by which a mix names it: "rules", "anthropic"
    double weight = 1; ///< as it was started

    bool operator==(const SynthesizerShare&) const = default;
};

/// A session as the list and the top bar show it.
struct SessionSummary
{
    std::int64_t id = 0;
    QString title; ///< the user's name for it, else the task
    QString task;
    QString target;
    QString policy;
    QString state;  ///< running, paused, done, interrupted
    QString holder; ///< who runs it; empty when nobody does
    int nodes = 0;
    int steps = 0;                         ///< limit; 0: none
    double minutes = 0;                    ///< limit; 0: none
    std::map<std::string, double> budgets; ///< every limit as it was started, by its name in budgets(); 0: none
    std::vector<SynthesizerShare> synthesizers;
    double created = 0;       ///< unix time
    double searchSeconds = 0; ///< it was searching, without pauses
    double bestSpeedup = 0;
    QString baseline;
    double baselineMs = 0;

    bool operator==(const SessionSummary&) const = default;
};

/// What changed in the open session since the last batch. Sent at most 30 times a second.
struct FeedBatch
{
    bool reset = false; ///< another session was opened: forget everything first
    std::vector<Node> nodes;
    std::vector<SteerEvent> events; ///< new ones, and old ones newly acknowledged
    std::vector<InFlight> inFlight; ///< the whole list as it is now
    SessionSummary session;
};

/// What is too large to keep for every node; loaded when somebody looks.
struct NodeDetails
{
    Evaluation evaluation;
    Candidate candidate;
    QString prompt;
    std::vector<Exchange> exchanges{};   ///< of the node's step, turn by turn; empty where nobody was asked
    std::vector<ProfileReport> profiles; ///< runs of their own under a profiler, the newest first
    QString problem;                     ///< why something could not be read; empty when all is here
};

using NodeDetailsPtr = std::shared_ptr<const NodeDetails>;

/// The bandwidth of one level of memory.
struct LevelRoof
{
    QString level;     ///< "L1", "L2", "L3", "DRAM"
    double gbytes = 0; ///< GB/s over all cores
};

/// The roofs of the machine the session runs on, as far as they were measured; 0 where not.
struct MachineRoofs
{
    std::vector<LevelRoof> levels; ///< smallest first; the last is the machine's memory
    double gflops = 0;             ///< highest rate of fp32, GFLOP/s
    double scalarGflops = 0;       ///< the same without vector instructions
    QString machine;
    std::string fingerprint{}; ///< Machine::fingerprint(); figures of another machine do not lie under these roofs
    bool device = false;       ///< a GPU's, as they were when the node was judged: one rate, that of the task's numbers
    std::vector<LevelRoof> theoretical{}; ///< bandwidths that are held for possible and nobody has measured
    double theoreticalGflops = 0;         ///< the same of `gflops`
    QString theoreticalFrom{};            ///< what the two rest on, or why there is none, a sentence each
};

/// A target as the new-search dialog offers it.
struct TargetChoice
{
    QString name;
    QString problem; ///< why this machine cannot search for it; empty where it can
};

/// What the new-search dialog asks for.
struct SearchRequest
{
    QString task;
    QString target;
    QString policy;
    QString name;
    int steps = 60;
    double minutes = 0;
    int workers = 3;
    std::uint64_t seed = 1;
};

} // namespace espalier

Q_DECLARE_METATYPE(espalier::FeedBatch)
Q_DECLARE_METATYPE(espalier::NodeDetailsPtr)
