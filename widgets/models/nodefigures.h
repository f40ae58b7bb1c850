#pragma once

#include "core/graph/node.h"

#include <QMetaType>

#include <optional>
#include <vector>

namespace espalier {

/// What charts over all nodes need of one node's evaluation beside what Node holds; 0 where it is not known.
struct NodeFigures
{
    double intensity = 0; ///< useful operations per compulsory byte
    double gflops = 0;
    int registers = 0; ///< of a thread on a device, the most over its kernels; on a CPU vector registers in inner loops
    int instructions = 0; ///< in the machine code
    double buildSeconds = 0;
    std::optional<double> toleranceShare{}; ///< see Evaluation; 0 is an answer: every element is right

    bool operator==(const NodeFigures&) const = default;
};

/// What was said to models in one step, summed.
struct StepCost
{
    int step = 0;
    double tokens = 0; ///< in and out
    double money = 0;  ///< US dollars; 0 where prices are not known

    bool operator==(const StepCost&) const = default;
};

} // namespace espalier

Q_DECLARE_METATYPE(std::vector<espalier::NodeFigures>)
Q_DECLARE_METATYPE(std::vector<espalier::StepCost>)
