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
    enum class Place { Figures, Cases };

    QString text;
    QString evidence{};           ///< "dram__throughput.avg.pct_of_peak_sustained_elapsed = 67.3 %"; may be empty
    std::optional<double> gain{}; ///< the kernel becomes at most so many times as fast by this alone
    QString skill{};              ///< most likely to help; may be empty
    Place place = Place::Figures;

    /// What it says to the search when it becomes a hint.
    QString hint() const;
    bool operator==(const Finding&) const = default;
};

/// What the newest profiles and the judge found, the largest possible gain first, then those of which none can be
/// estimated, profiles' before the judge's. The judge's first sentence is on the roof: what is left to it is its gain.
std::vector<Finding> findingsOf(const NodeDetails& details);

} // namespace espalier
