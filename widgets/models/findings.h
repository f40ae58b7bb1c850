#pragma once

#include "widgets/models/feed.h"

#include <QString>

#include <optional>
#include <vector>

namespace espalier {

/// One reason why a kernel takes the time it takes. Plain text throughout.
struct Finding
{
    /// Where its evidence is shown.
    enum class Place { Figures, Cases, Source };

    QString text;
    /// "dram__throughput.avg.pct_of_peak_sustained_elapsed = 67.3 %", "spills"; may be empty.
    QString evidence{};
    std::optional<double> gain{}; ///< the kernel becomes at most so many times as fast by this alone
    QString skill{};              ///< most likely to help; may be empty
    Place place = Place::Figures;
    int line = 0;       ///< of the node's source, where it is Place::Source
    QString figure{};   ///< whose instructions stand in the machine code (isOfInstructions()); empty: none do
    QString function{}; ///< in which they are, where that is known

    /// What it says to the search when it becomes a hint.
    QString hint() const;
    bool operator==(const Finding&) const = default;
};

/// What the newest profiles and the judge found, the largest possible gain first, then those of which none can be
/// estimated, profiles' before the judge's. In older stores only the judge's first sentence has a gain: it is on the
/// roof, and what is left to it can be gained. A finding on a place in the machine code leads to the function in the
/// source that it lies in, where the source has one of that name.
std::vector<Finding> findingsOf(const NodeDetails& details);

} // namespace espalier
