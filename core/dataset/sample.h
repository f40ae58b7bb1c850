#pragma once

#include "core/graph/candidate.h"
#include "core/store/store.h"

#include <nlohmann/json_fwd.hpp>

namespace espalier {

/// A node with everything that was recorded when it was made, and nothing that was said of it later.
struct Sample
{
    SessionId session = 0;
    Node node;
    Candidate candidate;
    Evaluation evaluation;
    std::string prompt;              ///< as its synthesizer was given it
    std::vector<Exchange> exchanges; ///< what was said to make it; none for the rules

    std::string id() const; ///< "3.12"
};

Result<Sample> readSample(Store& store, SessionId session, Node node);

/// One completion of a row: what was asked, what was made of it, what the judge said.
nlohmann::json sampleJson(const Sample& sample);
/// What a child of this node starts from: its source, its figures and its diagnosis.
nlohmann::json stateJson(const Sample& sample);

/// What training rewards: the fitness, so 0 for a kernel that is not correct.
double rewardOf(const Sample& sample);

} // namespace espalier
