#include "widgets/common/actions.h"

#include "widgets/common/theme.h"

#include <QCoreApplication>
#include <QIcon>
#include <QPainter>
#include <QWidget>

#include <array>

namespace espalier {
namespace {

constexpr std::array kSpecs{
    ActionSpec{Do::NewSearch, "New search…", "Ctrl+N", "Start a search on a task"},
    ActionSpec{Do::ResumeSession, "Resume session", "Ctrl+R", "Go on with the open session where it stopped"},
    ActionSpec{Do::Quit, "Quit", "Ctrl+Q", "Close the window; a search of this window stops and can be resumed"},
    ActionSpec{Do::Run, "Run", "F5", "Let the search go on", "play", true},
    ActionSpec{Do::Pause, "Pause", "F6", "Start nothing new; candidates in flight are finished", "pause", true},
    ActionSpec{Do::Step, "Step", "F8", "Grow one candidate, then pause", "step"},
    ActionSpec{Do::Stop, "Stop", "Shift+F5", "End the search; everything is recorded and can be resumed", "stop"},
    ActionSpec{Do::Undo, "Undo", "Ctrl+Z", "Take the last steering command back"},
    ActionSpec{Do::Redo, "Redo", "Ctrl+Shift+Z", "Give the command taken back again"},
    ActionSpec{Do::Find, "Search nodes", "/", "Find nodes by number, skill, verdict or summary"},
    ActionSpec{Do::Fit, "Fit", "F", "Show the whole tree"},
    ActionSpec{Do::Focus, "Focus", "Z", "Show the selected node's subtree"},
    ActionSpec{Do::ZoomIn, "Zoom in", "+", "Larger rows"},
    ActionSpec{Do::ZoomOut, "Zoom out", "-", "Smaller rows"},
    ActionSpec{Do::ZoomReset, "Actual size", "1", "Rows with labels"},
    ActionSpec{Do::Best, "Go to best", "B", "Select the best node"},
    ActionSpec{Do::FollowBest, "Follow best", "Shift+B", "Select every new best as it comes", "", true},
    ActionSpec{Do::Fold, "Fold or open", "Space", "Fold the node's children, or show those that are folded"},
    ActionSpec{Do::OpenAll, "Open all folds", "Shift+Space", "Show every node"},
    ActionSpec{Do::Outline, "Outline", "Ctrl+T", "The tree as a list that screen readers read", "", true},
    ActionSpec{Do::NextChange, "Next change", "F7", "Go to the next change of the diff"},
    ActionSpec{Do::PreviousChange, "Previous change", "Shift+F7", "Go to the change before"},
    ActionSpec{Do::CopyPatch, "Copy as patch", "Ctrl+Shift+C", "Copy the shown difference as a patch for git apply"},
    ActionSpec{Do::Prune, "Prune", "P", "Never grow this node or anything below it"},
    ActionSpec{Do::Restore, "Restore", "Shift+P", "Take the pruning back"},
    ActionSpec{Do::Pin, "Pin", "M", "Keep this node in sight"},
    ActionSpec{Do::Unpin, "Unpin", "Shift+M", "Let this node fold again"},
    ActionSpec{Do::Boost, "Boost…", "U", "Make this subtree more or less likely to be chosen"},
    ActionSpec{Do::Expand, "Expand now…", "E", "Grow children here next"},
    ActionSpec{Do::Hint, "Add a hint…", "H", "Advice for every candidate grown below this node"},
    ActionSpec{Do::Edit, "Edit as a new child…", "Ctrl+E", "Change the source by hand and have it judged"},
    ActionSpec{Do::Help, "Manual", "F1", "The manual"},
    ActionSpec{Do::About, "About Espalier", "", "Version and licence"},
};

void drawGlyph(QPainter& painter, const QByteArray& glyph)
{
    // On a grid of 14 by 14.
    if (glyph == "play") {
        painter.drawPolygon(QPolygonF({{3, 1.5}, {12, 7}, {3, 12.5}}));
    } else if (glyph == "pause") {
        painter.drawRect(QRectF(3, 2, 3, 10));
        painter.drawRect(QRectF(8, 2, 3, 10));
    } else if (glyph == "step") {
        painter.drawPolygon(QPolygonF({{2, 2}, {9, 7}, {2, 12}}));
        painter.drawRect(QRectF(10, 2, 2, 10));
    } else if (glyph == "stop") {
        painter.drawRect(QRectF(2.5, 2.5, 9, 9));
    }
}

QPixmap glyphPixmap(const QByteArray& glyph, const QColor& ink)
{
    constexpr double kSharpest = 3; // device pixels per logical pixel; smaller ratios are scaled down from it
    QPixmap pixmap(QSize(14, 14) * kSharpest);
    pixmap.setDevicePixelRatio(kSharpest);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    drawGlyph(painter, glyph);
    return pixmap;
}

} // namespace

std::span<const ActionSpec> actionSpecs()
{
    return kSpecs;
}

Actions::Actions(QWidget* parent)
{
    for (const ActionSpec& spec : kSpecs) {
        auto* action = new QAction(QCoreApplication::translate("Actions", spec.text), parent);
        const QKeySequence keys(QString::fromLatin1(spec.keys), QKeySequence::PortableText);
        const QString tip = QCoreApplication::translate("Actions", spec.tip);
        action->setObjectName(QString::fromLatin1(spec.text));
        action->setCheckable(spec.checkable);
        action->setStatusTip(tip);
        if (!keys.isEmpty()) {
            action->setShortcut(keys);
            action->setToolTip(QStringLiteral("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText)));
        } else {
            action->setToolTip(tip);
        }
        m_actions.emplace(spec.id, action);
    }
    applyTheme(parent->palette());
}

void Actions::applyTheme(const QPalette& palette)
{
    const Theme theme = Theme::fromPalette(palette);
    for (const ActionSpec& spec : kSpecs) {
        const QByteArray glyph(spec.glyph);
        if (glyph.isEmpty()) {
            continue;
        }
        QIcon icon(glyphPixmap(glyph, theme.color(Role::Text)));
        icon.addPixmap(glyphPixmap(glyph, theme.color(Role::OnAccent)), QIcon::Normal, QIcon::On);
        icon.addPixmap(glyphPixmap(glyph, theme.color(Role::Dim)), QIcon::Disabled, QIcon::Off);
        m_actions.at(spec.id)->setIcon(icon);
    }
}

} // namespace espalier
