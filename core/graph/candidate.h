#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

namespace espalier {

/// Kernel source with its build options: what is compiled, hashed and kept as one object of the store.
struct Candidate
{
    std::string language = "cpp"; ///< cpp, opencl, cuda, hip or triton, by the target; torch for its baselines
    std::string compiler =
        "g++"; ///< a name the target's toolchain knows: "g++", "clang++", "opencl", "nvrtc", "python"
    std::vector<std::string>
        options; ///< flags in order, e.g. "-O3", "-march=native"; checked against an allow-list before use
    std::string source;

    bool operator==(const Candidate&) const = default;
};

/// The object's bytes: a JSON document with sorted keys, so equal candidates have equal hashes.
std::string toObject(const Candidate& candidate);
std::optional<Candidate> candidateFromObject(const std::string& bytes);

} // namespace espalier
