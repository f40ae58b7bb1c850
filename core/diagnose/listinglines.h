#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace espalier {

/// Lines of a listing that a finding speaks of.
struct ListingLines
{
    std::vector<int> lines; ///< from 1, ascending
    /// The names on them, each once: "LDL, STL"; empty without lines.
    std::string names;

    bool operator==(const ListingLines&) const = default;
};

/// Whether a figure (FactEvidence::figure) is of instructions that stand in a listing.
bool isOfInstructions(std::string_view figure);

/// The instructions of a figure in a listing (core/diagnose/assemblytext.h) of the form "x86", "SASS" or "PTX". Told by
/// what each line says: on x86 without the loops in which the judge counts, so there may be more of them. `function`:
/// only of that one, where the listing has it; empty: of all. Listings come of hostile code: lines that are none of
/// these are passed over. Pure; a few ms for a MiB.
ListingLines linesOfFigure(std::string_view listing, std::string_view form, std::string_view figure,
                           std::string_view function = {});

/// The function of the listing that stands at a line of the source or nearest above it, by its name before a
/// parenthesis; its heading is the one line. None where no such name stands there: then the compiler has put its code
/// into another function, or has left it out. `sourceLine`: from 1.
ListingLines functionAtLine(std::string_view listing, std::string_view form, std::string_view source, int sourceLine);

} // namespace espalier
