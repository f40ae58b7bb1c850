#pragma once

#include "core/evaluate/evaluator.h"
#include "core/search/finalistbar.h"
#include "core/search/inflightboard.h"
#include "core/search/lanegates.h"
#include "core/search/ledger.h"
#include "core/search/policy.h"
#include "core/search/skillretrieval.h"
#include "core/synthesis/synthesizer.h"

namespace espalier {

/// One step's work order: a choice with what the synthesizer may use, or a finished candidate made by hand.
struct Order
{
    int step = 0;
    Choice choice;
    Prompt prompt;                  ///< without its skills: those are retrieved on the worker
    Evidence::Snapshot evidence;    ///< what the skills had gained when the step was selected
    std::optional<Candidate> given; ///< the seed or an edit by hand: judged as it is
    std::string givenAs;            ///< what `given` is, for people: "the plain seed"
    std::string refusal;            ///< not empty: the order cannot be carried out, for this reason
};

/// What a step brought.
struct Harvest
{
    int step = 0;
    Choice choice;
    std::optional<Synthesis> synthesis; ///< none: the step is spent, see `reason`
    std::string artefact;
    std::string object;
    std::string sourcePrint;        ///< sourceFingerprint() of the candidate
    std::string codePrint;          ///< Evaluator::codeFingerprint(); empty where it is not known
    std::optional<int> duplicateOf; ///< the earlier step that made the same kernel: its result holds, not `evaluation`
    Evaluation evaluation;
    std::string prompt;              ///< as given to the synthesizer
    std::vector<Exchange> exchanges; ///< what was said
    int toolEvaluations = 0;         ///< made by tools before there was a candidate
    double toolSeconds = 0;          ///< that these took of the device
    std::string reason;
    std::optional<Error> failure; ///< the search cannot go on: nothing is to be recorded
    bool cancelled = false;       ///< stopped on the way: nothing is to be recorded
};

/// The stages retrieve, synthesize and evaluate of one step, on a worker's thread. A candidate the session has already
/// is made again with another seed, kAttempts times in all; then the step is spent. Whoever was asked in words is asked
/// once: an answer costs, and the next one would be the same. What such an answer repeats, and whatever differs from an
/// earlier step's candidate in nothing that a compiler sees or that its machine code shows, is that one's duplicate and
/// not judged. What applied a vetoed skill is not taken either. Before each lane a step waits while it is paused. One
/// whose interval lies above the bar is a finalist and judged a second time.
class Expansion
{
public:
    /// `sources` knows artefacts and normalised sources, `codes` machine codes by their compilers.
    Expansion(SkillRetrieval& retrieval, const Synthesizer& synthesizer, Evaluator& evaluator, Ledger& sources,
              Ledger& codes, FinalistBar& bar, InFlightBoard& board, LaneGates& gates)
        : m_retrieval(retrieval), m_synthesizer(synthesizer), m_evaluator(evaluator), m_sources(sources),
          m_codes(codes), m_bar(bar), m_board(board), m_gates(gates)
    {
    }

    Harvest grow(Order order, const std::stop_token& stop);

    static constexpr int kAttempts = 5;

    /// The key of a machine code: equality says nothing across compilers. None where the code is not known.
    static std::vector<std::string> codeKeys(const std::string& compiler, const std::string& codePrint);

private:
    void propose(Order& order, Harvest& harvest, const std::stop_token& stop);
    Evaluation evaluate(int step, const Candidate& candidate, const std::stop_token& stop);
    void enter(int step, std::string_view lane, const std::stop_token& stop);
    bool take(int step, Synthesis synthesis, Harvest& harvest, const std::stop_token& stop);
    void compareCode(Harvest& harvest, const std::stop_token& stop);

    SkillRetrieval& m_retrieval;
    const Synthesizer& m_synthesizer;
    Evaluator& m_evaluator;
    Ledger& m_sources;
    Ledger& m_codes;
    FinalistBar& m_bar;
    InFlightBoard& m_board;
    LaneGates& m_gates;
};

} // namespace espalier
