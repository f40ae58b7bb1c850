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
    ActionSpec{Do::NewSearch, QT_TRANSLATE_NOOP("Actions", "New search…"), "Ctrl+N",
               QT_TRANSLATE_NOOP("Actions", "Start a search on a task")},
    ActionSpec{Do::Open, QT_TRANSLATE_NOOP("Actions", "Open…"), "Ctrl+O",
               QT_TRANSLATE_NOOP("Actions", "Open a task, a kernel's source, or another tool's run to look at")},
    ActionSpec{Do::ResumeSession, QT_TRANSLATE_NOOP("Actions", "Resume session"), "Ctrl+R",
               QT_TRANSLATE_NOOP("Actions", "Go on with the open session where it stopped")},
    ActionSpec{Do::Quit, QT_TRANSLATE_NOOP("Actions", "Quit"), "Ctrl+Q",
               QT_TRANSLATE_NOOP("Actions", "Close the window; a search of this window stops and can be resumed")},
    ActionSpec{Do::Run, QT_TRANSLATE_NOOP("Actions", "Run"), "F5", QT_TRANSLATE_NOOP("Actions", "Let the search go on"),
               "play", true},
    ActionSpec{Do::Pause, QT_TRANSLATE_NOOP("Actions", "Pause"), "F6",
               QT_TRANSLATE_NOOP("Actions", "Start nothing new; candidates in flight are finished"), "pause", true},
    ActionSpec{Do::Step, QT_TRANSLATE_NOOP("Actions", "Step"), "F8",
               QT_TRANSLATE_NOOP("Actions", "Grow one candidate, then pause"), "step"},
    ActionSpec{Do::Stop, QT_TRANSLATE_NOOP("Actions", "Stop"), "Shift+F5",
               QT_TRANSLATE_NOOP("Actions", "End the search; everything is recorded and can be resumed"), "stop"},
    ActionSpec{Do::Undo, QT_TRANSLATE_NOOP("Actions", "Undo"), "Ctrl+Z",
               QT_TRANSLATE_NOOP("Actions", "Take the last steering command back")},
    ActionSpec{Do::Redo, QT_TRANSLATE_NOOP("Actions", "Redo"), "Ctrl+Shift+Z",
               QT_TRANSLATE_NOOP("Actions", "Give the command taken back again")},
    ActionSpec{Do::Find, QT_TRANSLATE_NOOP("Actions", "Search nodes"), "/",
               QT_TRANSLATE_NOOP("Actions", "Find nodes by number, skill, verdict or summary")},
    ActionSpec{Do::NextMatch, QT_TRANSLATE_NOOP("Actions", "Next match"), "F3",
               QT_TRANSLATE_NOOP("Actions", "Select the next node that the filter leaves bright")},
    ActionSpec{Do::PreviousMatch, QT_TRANSLATE_NOOP("Actions", "Previous match"), "Shift+F3",
               QT_TRANSLATE_NOOP("Actions", "Select the bright node before")},
    ActionSpec{Do::ClearFilter, QT_TRANSLATE_NOOP("Actions", "Clear filter"), "Ctrl+Shift+F",
               QT_TRANSLATE_NOOP("Actions", "Make every node bright again and empty the search box")},
    ActionSpec{Do::Fit, QT_TRANSLATE_NOOP("Actions", "Fit"), "F", QT_TRANSLATE_NOOP("Actions", "Show the whole tree")},
    ActionSpec{Do::Focus, QT_TRANSLATE_NOOP("Actions", "Focus"), "Z",
               QT_TRANSLATE_NOOP("Actions", "Show the selected node's subtree")},
    ActionSpec{Do::ZoomIn, QT_TRANSLATE_NOOP("Actions", "Zoom in"), "+", QT_TRANSLATE_NOOP("Actions", "Larger rows")},
    ActionSpec{Do::ZoomOut, QT_TRANSLATE_NOOP("Actions", "Zoom out"), "-",
               QT_TRANSLATE_NOOP("Actions", "Smaller rows")},
    ActionSpec{Do::ZoomReset, QT_TRANSLATE_NOOP("Actions", "Actual size"), "1",
               QT_TRANSLATE_NOOP("Actions", "Rows with labels")},
    ActionSpec{Do::Best, QT_TRANSLATE_NOOP("Actions", "Go to best"), "B",
               QT_TRANSLATE_NOOP("Actions", "Select the best node")},
    ActionSpec{Do::FollowBest, QT_TRANSLATE_NOOP("Actions", "Follow best"), "Shift+B",
               QT_TRANSLATE_NOOP("Actions", "Select every new best as it comes"), "", true},
    ActionSpec{Do::FollowNewest, QT_TRANSLATE_NOOP("Actions", "Follow newest"), "Shift+N",
               QT_TRANSLATE_NOOP("Actions", "Select every new node as it comes, until the tree is moved by hand"), "",
               true},
    ActionSpec{Do::Fold, QT_TRANSLATE_NOOP("Actions", "Fold or open"), "Space",
               QT_TRANSLATE_NOOP("Actions", "Fold the node's children, or show those that are folded")},
    ActionSpec{Do::OpenAll, QT_TRANSLATE_NOOP("Actions", "Open all folds"), "Shift+Space",
               QT_TRANSLATE_NOOP("Actions", "Show every node")},
    ActionSpec{Do::Outline, QT_TRANSLATE_NOOP("Actions", "Outline"), "Ctrl+T",
               QT_TRANSLATE_NOOP("Actions", "The tree as a list that screen readers read"), "", true},
    ActionSpec{Do::Compact, QT_TRANSLATE_NOOP("Actions", "Compact"), "T",
               QT_TRANSLATE_NOOP("Actions", "Draw the tree in as few rows as it needs; nodes move as it grows"), "",
               true},
    ActionSpec{Do::NextChange, QT_TRANSLATE_NOOP("Actions", "Next change"), "F7",
               QT_TRANSLATE_NOOP("Actions", "Go to the next change of the diff")},
    ActionSpec{Do::PreviousChange, QT_TRANSLATE_NOOP("Actions", "Previous change"), "Shift+F7",
               QT_TRANSLATE_NOOP("Actions", "Go to the change before")},
    ActionSpec{Do::CopyPatch, QT_TRANSLATE_NOOP("Actions", "Copy as patch"), "Ctrl+Shift+C",
               QT_TRANSLATE_NOOP("Actions", "Copy the shown difference as a patch for git apply")},
    ActionSpec{Do::MarkBaseline, QT_TRANSLATE_NOOP("Actions", "Mark as baseline"), "Ctrl+B",
               QT_TRANSLATE_NOOP("Actions", "Set every number against this node; on the baseline itself, stop that"),
               "", true},
    ActionSpec{Do::SwapSides, QT_TRANSLATE_NOOP("Actions", "Swap sides"), "X",
               QT_TRANSLATE_NOOP("Actions", "Exchange the two sides of the comparison")},
    ActionSpec{Do::SideBySide, QT_TRANSLATE_NOOP("Actions", "Side by side"), "D",
               QT_TRANSLATE_NOOP("Actions", "Show both texts beside each other, or one above the other"), "", true},
    ActionSpec{Do::IgnoreWhitespace, QT_TRANSLATE_NOOP("Actions", "Ignore white space"), "W",
               QT_TRANSLATE_NOOP("Actions", "Lines that differ in white space alone are the same"), "", true},
    ActionSpec{Do::ShowUnchanged, QT_TRANSLATE_NOOP("Actions", "Show unchanged lines"), "Shift+D",
               QT_TRANSLATE_NOOP("Actions", "Open every fold of the comparison"), "", true},
    ActionSpec{Do::CopyHunk, QT_TRANSLATE_NOOP("Actions", "Copy hunk"), "Ctrl+Shift+H",
               QT_TRANSLATE_NOOP("Actions", "Copy the change that is looked at, as a part of a patch")},
    ActionSpec{Do::SaveDifference, QT_TRANSLATE_NOOP("Actions", "Save difference…"), "Ctrl+Shift+E",
               QT_TRANSLATE_NOOP("Actions", "Save the shown difference as a patch for git apply")},
    ActionSpec{Do::CodeOfLine, QT_TRANSLATE_NOOP("Actions", "Machine code of this line"), "Y",
               QT_TRANSLATE_NOOP("Actions", "Show the function that the line of the source lies in, as machine code")},
    ActionSpec{Do::ExportPatch, QT_TRANSLATE_NOOP("Actions", "Export patch…"), "Ctrl+Shift+P",
               QT_TRANSLATE_NOOP("Actions", "Write the node as a patch, or commit it on a new branch of a checkout")},
    ActionSpec{Do::ExportBundle, QT_TRANSLATE_NOOP("Actions", "Export bundle…"), "Ctrl+Shift+U",
               QT_TRANSLATE_NOOP("Actions", "Write the kernels that won with a dispatcher and its test")},
    ActionSpec{Do::ExportReport, QT_TRANSLATE_NOOP("Actions", "Export report…"), "Ctrl+Shift+R",
               QT_TRANSLATE_NOOP("Actions", "Write the session as one page of HTML")},
    ActionSpec{Do::Prune, QT_TRANSLATE_NOOP("Actions", "Prune"), "P",
               QT_TRANSLATE_NOOP("Actions", "Never grow this node or anything below it")},
    ActionSpec{Do::Restore, QT_TRANSLATE_NOOP("Actions", "Restore"), "Shift+P",
               QT_TRANSLATE_NOOP("Actions", "Take the pruning back")},
    ActionSpec{Do::Pin, QT_TRANSLATE_NOOP("Actions", "Pin"), "M",
               QT_TRANSLATE_NOOP("Actions", "Keep this node in sight")},
    ActionSpec{Do::Unpin, QT_TRANSLATE_NOOP("Actions", "Unpin"), "Shift+M",
               QT_TRANSLATE_NOOP("Actions", "Let this node fold again")},
    ActionSpec{Do::Boost, QT_TRANSLATE_NOOP("Actions", "Boost…"), "U",
               QT_TRANSLATE_NOOP("Actions", "Make this subtree more or less likely to be chosen")},
    ActionSpec{Do::Expand, QT_TRANSLATE_NOOP("Actions", "Expand now…"), "E",
               QT_TRANSLATE_NOOP("Actions", "Grow children here next")},
    ActionSpec{Do::Hint, QT_TRANSLATE_NOOP("Actions", "Add a hint…"), "H",
               QT_TRANSLATE_NOOP("Actions", "Advice for every candidate grown below this node")},
    ActionSpec{Do::Edit, QT_TRANSLATE_NOOP("Actions", "Edit as a new child…"), "Ctrl+E",
               QT_TRANSLATE_NOOP("Actions", "Change the source by hand and have it judged")},
    ActionSpec{Do::Bookmark, QT_TRANSLATE_NOOP("Actions", "Bookmark"), "K",
               QT_TRANSLATE_NOOP("Actions", "Mark this node to find it again, or take the mark off")},
    ActionSpec{Do::Welcome, QT_TRANSLATE_NOOP("Actions", "Welcome page"), "Alt+Home",
               QT_TRANSLATE_NOOP("Actions", "Recent sessions, examples, and what this machine can run")},
    ActionSpec{Do::Replay, QT_TRANSLATE_NOOP("Actions", "Replay"), "Shift+R",
               QT_TRANSLATE_NOOP("Actions", "Go back to any moment of the session and let it grow again"), "", true},
    ActionSpec{Do::ReplayPlay, QT_TRANSLATE_NOOP("Actions", "Play"), "Ctrl+Space",
               QT_TRANSLATE_NOOP("Actions", "Let the recorded session grow, or halt it"), "play", true},
    ActionSpec{Do::ReplayBack, QT_TRANSLATE_NOOP("Actions", "Node before"), "Ctrl+Left",
               QT_TRANSLATE_NOOP("Actions", "The session as it was one node earlier")},
    ActionSpec{Do::ReplayForward, QT_TRANSLATE_NOOP("Actions", "Node after"), "Ctrl+Right",
               QT_TRANSLATE_NOOP("Actions", "The session as it was one node later")},
    ActionSpec{Do::ReplayPreviousBest, QT_TRANSLATE_NOOP("Actions", "Best before"), "Ctrl+Shift+Left",
               QT_TRANSLATE_NOOP("Actions", "Back to the moment of the best before")},
    ActionSpec{Do::ReplayNextBest, QT_TRANSLATE_NOOP("Actions", "Next best"), "Ctrl+Shift+Right",
               QT_TRANSLATE_NOOP("Actions", "On to the moment of the next new best")},
    ActionSpec{Do::GiveLesson, QT_TRANSLATE_NOOP("Actions", "Give lesson"), "Ctrl+Shift+L",
               QT_TRANSLATE_NOOP("Actions", "Go from bookmark to bookmark in large letters, with the notes beside")},
    ActionSpec{Do::LessonNext, QT_TRANSLATE_NOOP("Actions", "Next bookmark"), "PgDown",
               QT_TRANSLATE_NOOP("Actions", "On to the next bookmark of the lesson")},
    ActionSpec{Do::LessonPrevious, QT_TRANSLATE_NOOP("Actions", "Previous bookmark"), "PgUp",
               QT_TRANSLATE_NOOP("Actions", "Back to the bookmark before")},
    ActionSpec{Do::LessonLeave, QT_TRANSLATE_NOOP("Actions", "Leave lesson"), "Esc",
               QT_TRANSLATE_NOOP("Actions", "Show everything again, in letters of the usual size")},
    ActionSpec{Do::GrowHere, QT_TRANSLATE_NOOP("Actions", "Grow only below"), "G",
               QT_TRANSLATE_NOOP("Actions", "Let the search grow only this node and what is below it")},
    ActionSpec{Do::GrowAnywhere, QT_TRANSLATE_NOOP("Actions", "Grow anywhere"), "Shift+G",
               QT_TRANSLATE_NOOP("Actions", "Let the search grow the whole tree again")},
    ActionSpec{Do::SelectMatches, QT_TRANSLATE_NOOP("Actions", "Select all found"), "Ctrl+A",
               QT_TRANSLATE_NOOP("Actions", "Select every node that the search box found, or every node shown")},
    ActionSpec{Do::Budgets, QT_TRANSLATE_NOOP("Actions", "Budgets and vetoes…"), "Ctrl+Shift+B",
               QT_TRANSLATE_NOOP("Actions", "What the search may use, and what it must not apply")},
    ActionSpec{Do::SteeringLog, QT_TRANSLATE_NOOP("Actions", "Steering log"), "Ctrl+L",
               QT_TRANSLATE_NOOP("Actions", "Every command given to this session, and what became of it")},
    ActionSpec{Do::Help, QT_TRANSLATE_NOOP("Actions", "Manual"), "F1",
               QT_TRANSLATE_NOOP("Actions", "The page of the manual about what has the keyboard")},
    ActionSpec{Do::About, QT_TRANSLATE_NOOP("Actions", "About Espalier"), "Shift+F1",
               QT_TRANSLATE_NOOP("Actions", "Version and licence")},
    ActionSpec{Do::NewWindow, QT_TRANSLATE_NOOP("Actions", "New window…"), "Ctrl+Shift+N",
               QT_TRANSLATE_NOOP("Actions", "Open another store in a window of its own")},
    ActionSpec{Do::SaveLink, QT_TRANSLATE_NOOP("Actions", "Save link…"), "Ctrl+Shift+S",
               QT_TRANSLATE_NOOP("Actions", "Write a small file that opens this session and node again")},
    ActionSpec{Do::Settings, QT_TRANSLATE_NOOP("Actions", "Settings…"), "Ctrl+,",
               QT_TRANSLATE_NOOP("Actions", "Theme, size of text, language, motion and the usual store")},
    ActionSpec{Do::Shortcuts, QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts…"), "Ctrl+Shift+K",
               QT_TRANSLATE_NOOP("Actions", "See and change the keys of every command")},
    ActionSpec{
        Do::Palette, QT_TRANSLATE_NOOP("Actions", "Commands…"), "Ctrl+K",
        QT_TRANSLATE_NOOP("Actions", "Find a command, a session, a node or a page of the manual by a few letters")},
    ActionSpec{Do::ShowSessions, QT_TRANSLATE_NOOP("Actions", "Sessions"), "Ctrl+1",
               QT_TRANSLATE_NOOP("Actions", "Show or hide the sessions of the store"), "", true},
    ActionSpec{Do::ShowLanes, QT_TRANSLATE_NOOP("Actions", "Lanes"), "Ctrl+2",
               QT_TRANSLATE_NOOP("Actions", "Show or hide what is running"), "", true},
    ActionSpec{Do::ShowFilter, QT_TRANSLATE_NOOP("Actions", "Filter"), "Ctrl+3",
               QT_TRANSLATE_NOOP("Actions", "Show or hide the choice of what stays bright in the tree"), "", true},
    ActionSpec{Do::ShowLegend, QT_TRANSLATE_NOOP("Actions", "Legend"), "Ctrl+4",
               QT_TRANSLATE_NOOP("Actions", "Show or hide what colours and signs mean"), "", true},
    ActionSpec{Do::ShowInspector, QT_TRANSLATE_NOOP("Actions", "Inspector"), "Ctrl+5",
               QT_TRANSLATE_NOOP("Actions", "Show or hide the selected node"), "", true},
    ActionSpec{Do::ShowCharts, QT_TRANSLATE_NOOP("Actions", "Charts"), "Ctrl+6",
               QT_TRANSLATE_NOOP("Actions", "Show or hide the progress and the roofline"), "", true},
    ActionSpec{Do::ShowIcicle, QT_TRANSLATE_NOOP("Actions", "Icicle"), "Ctrl+7",
               QT_TRANSLATE_NOOP("Actions", "Show or hide the tree by the size of its branches"), "", true},
    ActionSpec{Do::ShowLesson, QT_TRANSLATE_NOOP("Actions", "Lesson"), "Ctrl+8",
               QT_TRANSLATE_NOOP("Actions", "Show or hide the bookmarks of the lesson and their notes"), "", true},
    ActionSpec{Do::NextPanel, QT_TRANSLATE_NOOP("Actions", "Next panel"), "Ctrl+Tab",
               QT_TRANSLATE_NOOP("Actions", "Give the keyboard to the next panel")},
    ActionSpec{Do::PreviousPanel, QT_TRANSLATE_NOOP("Actions", "Previous panel"), "Ctrl+Shift+Tab",
               QT_TRANSLATE_NOOP("Actions", "Give the keyboard to the panel before")},
    ActionSpec{Do::ResetLayout, QT_TRANSLATE_NOOP("Actions", "Reset layout"), "Ctrl+0",
               QT_TRANSLATE_NOOP("Actions", "Put every panel where it is in a new window")},
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

QString actionName(const ActionSpec& spec)
{
    QString name;
    for (const QChar c : QString::fromLatin1(spec.text).toLower()) {
        const bool plain = (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || c.isDigit();
        if (plain) {
            name += c;
        } else if (c == QLatin1Char(' ')) {
            name += QLatin1Char('-');
        }
    }
    return name;
}

QKeySequence usualKeys(const ActionSpec& spec)
{
    return QKeySequence(QString::fromLatin1(spec.keys), QKeySequence::PortableText);
}

Actions::Actions(QWidget* parent)
{
    for (const ActionSpec& spec : kSpecs) {
        auto* action = new QAction(QCoreApplication::translate("Actions", spec.text), parent);
        action->setObjectName(actionName(spec));
        action->setCheckable(spec.checkable);
        action->setStatusTip(QCoreApplication::translate("Actions", spec.tip));
        m_actions.emplace(spec.id, action);
    }
    setKeys({});
    applyTheme(parent->palette());
}

void Actions::setKeys(const std::map<QString, QString>& changed)
{
    for (const ActionSpec& spec : kSpecs) {
        QAction* action = m_actions.at(spec.id);
        const auto own = changed.find(action->objectName());
        const QKeySequence keys =
            own == changed.end() ? usualKeys(spec) : QKeySequence(own->second, QKeySequence::PortableText);
        action->setShortcut(keys);
        action->setToolTip(keys.isEmpty() ? action->statusTip()
                                          : QStringLiteral("%1 (%2)").arg(action->statusTip(),
                                                                          keys.toString(QKeySequence::NativeText)));
    }
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
        icon.addPixmap(glyphPixmap(glyph, theme.unavailable()), QIcon::Disabled, QIcon::Off);
        m_actions.at(spec.id)->setIcon(icon);
    }
}

} // namespace espalier
