#pragma once

#include <QAction>
#include <QKeySequence>

#include <map>
#include <span>

namespace espalier {

/// Everything the window can be told to do.
enum class Do {
    NewSearch,
    Open,
    ResumeSession,
    Quit,
    Run,
    Pause,
    Step,
    Stop,
    Undo,
    Redo,
    Find,
    NextMatch,
    PreviousMatch,
    ClearFilter,
    Fit,
    Focus,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    Best,
    FollowBest,
    FollowNewest,
    Fold,
    OpenAll,
    Outline,
    Compact,
    NextChange,
    PreviousChange,
    CopyPatch,
    MarkBaseline,
    SwapSides,
    SideBySide,
    IgnoreWhitespace,
    ShowUnchanged,
    CopyHunk,
    SaveDifference,
    CodeOfLine,
    ExportPatch,
    ExportBundle,
    ExportReport,
    Prune,
    Restore,
    Pin,
    Unpin,
    Boost,
    Expand,
    Hint,
    Edit,
    Bookmark,
    Welcome,
    Replay,
    ReplayPlay,
    ReplayBack,
    ReplayForward,
    ReplayPreviousBest,
    ReplayNextBest,
    GiveLesson,
    LessonNext,
    LessonPrevious,
    LessonLeave,
    GrowHere,
    GrowAnywhere,
    SelectMatches,
    Budgets,
    SteeringLog,
    Help,
    About,
    NewWindow,
    SaveLink,
    Settings,
    Shortcuts,
    Palette,
    ShowSessions,
    ShowLanes,
    ShowFilter,
    ShowLegend,
    ShowInspector,
    ShowCharts,
    ShowIcicle,
    ShowLesson,
    NextPanel,
    PreviousPanel,
    ResetLayout,
};

/// One entry of the registry: menus, buttons, tooltips and the manual's table of keys all come from it.
struct ActionSpec
{
    Do id;
    const char* text;
    const char* keys; ///< portable text; empty: none
    const char* tip;
    const char* glyph = ""; ///< transport controls only: play, pause, step, stop
    bool checkable = false;
};

std::span<const ActionSpec> actionSpecs();

/// "new-search": the command's name in settings, the same in every language.
QString actionName(const ActionSpec& spec);
/// Its keys while nobody has changed them.
QKeySequence usualKeys(const ActionSpec& spec);

/// The window's actions, made from the registry; owned by the parent.
class Actions
{
public:
    explicit Actions(QWidget* parent);
    QAction* operator[](Do id) const { return m_actions.at(id); }
    /// Keys other than the usual ones, by actionName(); see Settings::keys. Every other command gets its usual keys.
    void setKeys(const std::map<QString, QString>& changed);
    /// Draws the glyphs anew in the colours of the palette.
    void applyTheme(const QPalette& palette);

private:
    std::map<Do, QAction*> m_actions;
};

} // namespace espalier
