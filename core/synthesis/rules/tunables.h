#pragma once

#include "core/base/rng.h"
#include "core/synthesis/rules/translationunit.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace espalier::rules {

/// `constexpr int TILE = 64; // tune: 16 32 64 128`, `#define WG 16 // tune: 4 16` in OpenCL C and
/// CUDA C++, `WG = 16  # tune: 4 16` in Python: a constant the
/// author allows to be changed.
struct Tunable
{
    std::string name;
    std::int64_t value = 0;
    std::vector<std::int64_t> choices;
    unsigned valueBegin = 0; ///< extent of the literal
    unsigned valueEnd = 0;
};

/// Those of the source, in its order. At most 64 choices each are read.
std::vector<Tunable> tunablesIn(const Kernel& kernel);

/// Names and values of a source's tunables as its lines have them: of a kernel for another function, which this task's
/// header does not let parse.
std::map<std::string, std::int64_t> tunedIn(const std::string& source);

/// The source with one tunable set to another value.
std::string withTunable(const Kernel& kernel, const Tunable& tunable, std::int64_t value);

/// A neighbouring choice, or now and then any other; the present value when there is no other.
std::int64_t neighbour(const Tunable& tunable, Rng& rng);

} // namespace espalier::rules
