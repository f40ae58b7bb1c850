#pragma once

#include "core/base/result.h"
#include "core/graph/candidate.h"
#include "core/graph/exchange.h"

#include <filesystem>
#include <string>
#include <vector>

namespace espalier {

/// A program that another tool made and measured.
struct PeerProgram
{
    std::string id;
    std::string parent;      ///< its id; empty where there was none
    std::string otherParent; ///< of a crossover
    Candidate candidate;
    bool correct = false;
    double score = 0;    ///< the higher the better; only where correct
    double ms = 0;       ///< 0 where the tool's figures are no times
    std::string figures; ///< as the tool has them: "combined_score 0.73, latency_us 602"
    std::string fault;   ///< what the tool says went wrong; empty where nothing did
    std::string summary; ///< what was changed, one line
    double time = 0;     ///< unix time at which it was recorded
    double seconds = 0;  ///< what its evaluation took
    std::vector<Exchange> exchanges;
};

/// A run of another tool, as far as its files tell.
struct PeerRun
{
    std::string tool; ///< "OpenEvolve"
    std::string name;
    std::string measure; ///< what a score of 1 means: "a combined_score of 1"
    std::vector<PeerProgram> programs;
    int unread = 0; ///< programs that are there and were left out: not readable, or beyond the caps below
};

// Each reads files that somebody else wrote and changes none; what they hold is checked for size and type. Errors are
// sentences that name the file.

/// A checkpoint of OpenEvolve 0.3 (programs/*.json), or a folder of checkpoints, of which the one with the highest
/// number is taken.
Result<PeerRun> readOpenEvolve(const std::filesystem::path& path);
/// The database of ShinkaEvolve 0.0.7 (programs.sqlite or evolution_db.sqlite), or the folder it lies in. A copy is
/// opened: to open a database with a write-ahead log is to write beside it.
Result<PeerRun> readShinka(const std::filesystem::path& path);
/// A cache file of kernel_tuner 1.x, finished or still being written. Its kernels are not in it: a program is the
/// values of the parameters, and its score the first configuration's time over its own.
Result<PeerRun> readKernelTuner(const std::filesystem::path& path);

/// Whichever of these lies there; a file of an OpenEvolve checkpoint stands for the checkpoint.
Result<PeerRun> readPeerRun(const std::filesystem::path& path);

inline constexpr std::size_t kPeerProgramsCap = 100'000;
inline constexpr std::size_t kPeerSourceCap = std::size_t{1} << 20; ///< bytes; a longer source is not read

} // namespace espalier
