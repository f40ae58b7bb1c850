#pragma once

#include "core/synthesis/rules/polynomial.h"

#include <string_view>
#include <vector>

namespace espalier::rules {

/// The compiler's function that gives back the pointer it was given, promised to be aligned.
inline constexpr std::string_view kAlignmentPromise = "__builtin_assume_aligned";

/// One use of an array (or of memory behind a pointer) with its index as a polynomial over the array's elements.
/// Pointers that are set once are followed to the array they point into: `yr[j]` with `float* yr = y + i * cols` uses y
/// at i·cols + j.
struct Access
{
    const Node* node = nullptr;
    unsigned base = kNowhere; ///< declaration of the array, pointer or vector
    bool known = false;       ///< base and index could be named
    Polynomial index;
    bool read = false;
    bool write = false;
    std::string update; ///< the assignment's operator for writes: "=", "+=", …
};

/// Accesses at or below `node` in source order, calls' pointer arguments included.
std::vector<Access> accessesIn(const Kernel& kernel, const Node& node);

/// A call without side effects on anything but what it returns: mathematics, min, max, or a function of this source
/// that takes and returns plain values.
bool isPureCall(const Kernel& kernel, const Node& call);

} // namespace espalier::rules
