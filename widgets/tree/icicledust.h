#pragma once

#include "widgets/tree/iciclelayout.h"

#include <vector>

class QPainter;

namespace espalier {

class Theme;

/// Subtrees of an icicle that are shorter than a pixel: of all that fall on one device pixel of a level the best
/// speedup gives the colour, so that a single good node among thousands never disappears.
class IcicleDust
{
public:
    static constexpr double kDimmed = -1; ///< left out by the filter; 0 is a failed one

    IcicleDust(const IcicleGeometry& geometry, const QRectF& area, double devicePixelRatio);

    /// A subtree from one level to another, `start` nodes from the beginning.
    void add(int from, int to, double start, double best);
    void paint(QPainter& painter, const Theme& theme) const;

private:
    static constexpr float kNothing = -2;

    const IcicleGeometry& m_geometry;
    double m_ratio;
    int m_pixels; ///< of one level
    std::vector<float> m_best;
};

} // namespace espalier
