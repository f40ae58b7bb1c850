#pragma once

#include "core/graph/steer.h"

#include <span>
#include <string>
#include <vector>

namespace espalier::cli {

/// What a verb of `espalier steer` is about.
enum class SteerSubject {
    Nodes, ///< one or several
    Node,  ///< one
    Whole,
    Either, ///< nodes, or the whole session where none is named
};

/// What a verb takes beyond its nodes.
enum class SteerDetail {
    None,
    Number, ///< may be left out
    Text,
    Limit,  ///< a name and a number
    Source, ///< of a kernel
};

/// One verb, as the command line and the tool `steer` of `espalier mcp` know it.
struct SteerWord
{
    SteerVerb verb;
    SteerSubject subject;
    SteerDetail detail;
    const char* form; ///< "boost NODES [FACTOR]"
    const char* says; ///< what it does, a clause
};

/// All verbs that steer a search; those of a review are not among them.
std::span<const SteerWord> steerTable();
/// Null for verbs of a review.
const SteerWord* steerWord(SteerVerb verb);

/// A line a verb, for the command's help.
std::string steerHelp();
/// The verbs' names, and one text on what each does, for the tool's schema.
std::vector<std::string> steerNames();
std::string steerDescription();

} // namespace espalier::cli
