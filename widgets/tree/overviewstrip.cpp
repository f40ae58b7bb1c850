#include "widgets/tree/overviewstrip.h"

#include "widgets/common/theme.h"
#include "widgets/tree/cellgrid.h"
#include "widgets/tree/treecanvas.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace espalier {
namespace {

constexpr int kInset = 4;
constexpr double kTallestRow = 10; ///< pixels: three nodes are not a wall of colour

} // namespace

OverviewStrip::OverviewStrip(TreeCanvas& canvas, QWidget* parent) : QWidget(parent), m_canvas(canvas)
{
    setFixedWidth(32);
    setAccessibleName(tr("Overview of the tree"));
    setToolTip(tr("The whole tree; click to go there"));
    setCursor(Qt::PointingHandCursor);
    m_later.setSingleShot(true);
    m_later.setInterval(500);
    connect(&m_later, &QTimer::timeout, this, &OverviewStrip::redraw);
    connect(&canvas, &TreeCanvas::viewChanged, this, [this] {
        if (!m_later.isActive()) {
            m_later.start();
        }
        update();
    });
}

QRectF OverviewStrip::frame() const
{
    return QRectF(rect()).adjusted(kInset, 8, -kInset, -8);
}

double OverviewStrip::rows() const
{
    return std::max(m_canvas.geometryOfTree().rows(), frame().height() / kTallestRow);
}

void OverviewStrip::redraw()
{
    const TreeLayout& layout = m_canvas.layoutOfTree();
    const LeafRows& rows = layout.rows();
    const TreeGeometry geometry = m_canvas.geometryOfTree();
    const QRectF area = frame().adjusted(2, 2, -2, -2);
    const int lines = std::max(1, static_cast<int>(area.height()));
    struct Line
    {
        Shade shade = kNoShade;
        int depth = 0;
    };
    std::vector<Line> best(static_cast<std::size_t>(lines));
    const double scale = double(lines) / std::max(1.0, this->rows());
    geometry.visit(0, static_cast<int>(std::ceil(geometry.rows())), [&](LeafRows::Item item, int top) {
        const Shade shade = m_canvas.isDimmed(item) ? kDimmedShade : layout.shade(item);
        const double row = geometry.rowOf(item, top);
        const int first = static_cast<int>(row * scale);
        const int last = std::max(first, static_cast<int>((row + 1) * scale) - (scale > 2 ? 2 : 1));
        for (int i = first; i <= std::min(last, lines - 1); ++i) {
            Line& line = best[static_cast<std::size_t>(i)];
            if (shade > line.shade) {
                line = {shade, rows.depth(item)};
            }
        }
    });
    const double ratio = devicePixelRatioF();
    m_picture = QPixmap(size() * ratio);
    m_picture.setDevicePixelRatio(ratio);
    m_picture.fill(Qt::transparent);
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(&m_picture);
    const double deepest = std::max(1, layout.maxDepth());
    const std::array<QRgb, kShades> colours = shadeColours(theme);
    for (int i = 0; i < lines && rows.size() > 0; ++i) {
        const Line& line = best[static_cast<std::size_t>(i)];
        if (line.shade != kNoShade) {
            const double width = area.width() * (0.35 + 0.65 * line.depth / deepest);
            painter.fillRect(QRectF(area.left(), area.top() + i, width, 1), QColor::fromRgb(colours[line.shade]));
        }
    }
    update();
}

void OverviewStrip::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::fromPalette(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Role::Background));
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(theme.color(Role::Line));
    painter.setBrush(theme.color(Role::Panel));
    painter.drawRoundedRect(frame().adjusted(-0.5, -0.5, 0.5, 0.5), 4, 4);
    painter.drawPixmap(0, 0, m_picture);
    if (m_canvas.geometryOfTree().rows() <= 0) {
        return;
    }
    const double rows = this->rows();
    const auto [first, end] = m_canvas.rowsInSight();
    const QRectF area = frame();
    const double top = area.top() + area.height() * std::min(1.0, first / rows);
    const double bottom = area.top() + area.height() * std::min(1.0, end / rows);
    painter.setPen(QPen(theme.color(Role::Accent), 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(area.left() - 2, top, area.width() + 4, std::max(6.0, bottom - top)), 4, 4);
}

void OverviewStrip::resizeEvent(QResizeEvent*)
{
    redraw();
}

void OverviewStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        redraw();
    }
    QWidget::changeEvent(event);
}

void OverviewStrip::scrollTo(double y)
{
    const double share = (y - frame().top()) / std::max(1.0, frame().height());
    m_canvas.centreOnRow(std::clamp(share, 0.0, 1.0) * rows());
}

void OverviewStrip::mousePressEvent(QMouseEvent* event)
{
    scrollTo(event->position().y());
}

void OverviewStrip::mouseMoveEvent(QMouseEvent* event)
{
    if ((event->buttons() & Qt::LeftButton) != 0) {
        scrollTo(event->position().y());
    }
}

} // namespace espalier
