#include "widgets/window/menus.h"

#include "widgets/window/dockarea.h"

#include <QCoreApplication>
#include <QDockWidget>
#include <QMenuBar>

#include <array>
#include <optional>
#include <vector>

namespace espalier {
namespace {

using Entries = std::vector<std::optional<Do>>; ///< an empty one is a line

QString text(const char* words)
{
    return QCoreApplication::translate("Menus", words);
}

void fill(QMenu* menu, const Actions& actions, const Entries& entries)
{
    for (const std::optional<Do>& entry : entries) {
        entry ? menu->addAction(actions[*entry]) : (void)menu->addSeparator();
    }
}

/// For each panel the places where it can be: what dragging does, for the keyboard.
void addPlaces(QMenu* menu, DockArea& docks)
{
    struct Place
    {
        const char* name;
        Qt::DockWidgetArea area;
    };
    static constexpr std::array kPlaces{
        Place{QT_TRANSLATE_NOOP("Menus", "&Left"), Qt::LeftDockWidgetArea},
        Place{QT_TRANSLATE_NOOP("Menus", "&Right"), Qt::RightDockWidgetArea},
        Place{QT_TRANSLATE_NOOP("Menus", "&Top"), Qt::TopDockWidgetArea},
        Place{QT_TRANSLATE_NOOP("Menus", "&Bottom"), Qt::BottomDockWidgetArea},
        Place{QT_TRANSLATE_NOOP("Menus", "&Window of its own"), Qt::NoDockWidgetArea},
    };
    for (QDockWidget* panel : docks.panels()) {
        QMenu* places = menu->addMenu(panel->windowTitle());
        for (const Place& place : kPlaces) {
            places->addAction(text(place.name), &docks, [&docks, panel, area = place.area] {
                panel->setFloating(area == Qt::NoDockWidgetArea);
                if (area != Qt::NoDockWidgetArea) {
                    docks.addDockWidget(area, panel);
                }
                panel->show();
            });
        }
    }
}

} // namespace

void fillMenus(QMenuBar& bar, const Actions& actions, DockArea& docks)
{
    fill(bar.addMenu(text(QT_TRANSLATE_NOOP("Menus", "&File"))), actions,
         {Do::Open, Do::NewWindow, Do::SaveLink, {}, Do::Settings, Do::Shortcuts, {}, Do::Quit});
    fill(bar.addMenu(text(QT_TRANSLATE_NOOP("Menus", "&Search"))), actions,
         {Do::NewSearch,
          Do::ResumeSession,
          {},
          Do::Run,
          Do::Pause,
          Do::Step,
          Do::Stop,
          {},
          Do::ExportBundle,
          Do::ExportReport});
    fill(bar.addMenu(text(QT_TRANSLATE_NOOP("Menus", "&Node"))), actions,
         {Do::Undo,
          Do::Redo,
          {},
          Do::Prune,
          Do::Restore,
          Do::Pin,
          Do::Unpin,
          {},
          Do::Boost,
          Do::Expand,
          Do::Hint,
          Do::Edit,
          {},
          Do::SelectMatches,
          Do::MarkBaseline,
          Do::Bookmark,
          {},
          Do::CodeOfLine,
          Do::CopyHunk,
          Do::CopyPatch,
          Do::SaveDifference,
          Do::ExportPatch});
    fill(bar.addMenu(text(QT_TRANSLATE_NOOP("Menus", "St&eer"))), actions,
         {Do::Budgets, {}, Do::GrowHere, Do::GrowAnywhere, {}, Do::SteeringLog});
    QMenu* view = bar.addMenu(text(QT_TRANSLATE_NOOP("Menus", "&View")));
    fill(view, actions,
         {Do::Palette,
          Do::Find,
          Do::NextMatch,
          Do::PreviousMatch,
          Do::ClearFilter,
          {},
          Do::Fit,
          Do::Focus,
          Do::ZoomIn,
          Do::ZoomOut,
          Do::ZoomReset,
          {},
          Do::Best,
          Do::FollowBest,
          Do::FollowNewest,
          Do::Fold,
          Do::OpenAll,
          Do::Outline,
          Do::Compact,
          {},
          Do::NextChange,
          Do::PreviousChange,
          Do::SwapSides,
          Do::SideBySide,
          Do::IgnoreWhitespace,
          Do::ShowUnchanged});
    QMenu* panels = bar.addMenu(text(QT_TRANSLATE_NOOP("Menus", "&Panels")));
    fill(panels, actions,
         {Do::ShowSessions,
          Do::ShowLanes,
          Do::ShowFilter,
          Do::ShowLegend,
          Do::ShowInspector,
          Do::ShowCharts,
          Do::ShowIcicle,
          Do::ShowLesson,
          {}});
    addPlaces(panels->addMenu(text(QT_TRANSLATE_NOOP("Menus", "&Move panel"))), docks);
    fill(panels, actions, {Do::NextPanel, Do::PreviousPanel, {}, Do::ResetLayout});
    fill(bar.addMenu(text(QT_TRANSLATE_NOOP("Menus", "&Teach"))), actions,
         {Do::Replay,
          Do::ReplayPlay,
          {},
          Do::ReplayBack,
          Do::ReplayForward,
          Do::ReplayPreviousBest,
          Do::ReplayNextBest,
          {},
          Do::Bookmark,
          Do::ShowLesson,
          Do::GiveLesson,
          Do::LessonNext,
          Do::LessonPrevious,
          Do::LessonLeave});
    fill(bar.addMenu(text(QT_TRANSLATE_NOOP("Menus", "&Help"))), actions, {Do::Help, Do::Welcome, Do::About});
}

} // namespace espalier
