#pragma once

#include "widgets/diff/comparedtext.h"
#include "widgets/diff/diffjob.h"
#include "widgets/diff/sidechooser.h"
#include "widgets/models/assemblycache.h"
#include "widgets/models/detailscache.h"
#include "widgets/models/metricsmodel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableView;

namespace espalier {

class DifferenceNote;
struct ListingLines;
class DiffView;
class ElidedLabel;
class FlatButton;
class GuardBar;
class TabStrip;

/// A node beside another one: a heading that names both, their roles and the arrow between them, what the figures say,
/// and in tabs their source, machine code, build, prompt, answer, figures and notes. Comparisons are made off the GUI
/// thread; the last picture stays until the next is ready, and an answer for a pair left meanwhile is dropped. GUI
/// thread.
class DiffPane : public QWidget
{
    Q_OBJECT
public:
    using Against = espalier::Against;

    DiffPane(const LiveGraph& live, DetailsCache& details, const Selection& selection, QWidget* parent = nullptr);

    void setNode(std::optional<NodeNumber> node);
    void setAgainst(Against against, NodeNumber number = 0) { m_chooser->choose(against, number); }
    Against against() const { return m_chooser->against(); }
    void setCompared(Compared what);
    Compared compared() const;
    /// The node's machine code, with the instructions of a figure marked (FactEvidence::figure), in that function where
    /// there is one of the name.
    void showInstructions(const QString& figure, const QString& function);
    /// The same at the function in which a line of the node's source lies, from 1; 0 shows nothing.
    void showCodeOf(int sourceLine);
    /// Of the node's own source, the line that a command means while sources are compared; else 0.
    int currentSourceLine() const;
    /// What the context menu and «More» offer.
    void setMenuActions(const QList<QAction*>& actions);

    AssemblyCache& assemblies() { return m_assemblies; }
    DiffView& view() { return *m_view; }
    const DifferenceNote& note() const { return *m_note; }
    const MetricsModel& metrics() const { return m_metrics; }
    GuardBar& guard() { return *m_guard; }
    GuardBar& lights() { return *m_lights; }
    SideChooser& chooser() { return *m_chooser; }
    /// "#57 parent → #128 best"
    QString headingText() const;
    /// The shown difference for `git apply`; empty when nothing is shown.
    QString patch() const;
    /// The change that is looked at, as a hunk of it.
    QString hunk() const;
    bool isSideBySide() const;

public Q_SLOTS:
    void swapSides();
    void setSideBySide(bool sideBySide);
    void setIgnoreWhitespace(bool ignore);
    /// Asks for the patch to be saved, with a name for its file.
    void exportPatch();

Q_SIGNALS:
    void sideBySideChanged(bool sideBySide);
    void patchExported(const QString& fileName, const QString& patch);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// The button for what is in the menu too goes away where the tabs would have to scroll.
    void fitTools();
    /// What a picture is of; an equal one is not drawn again.
    struct Picture
    {
        NodeNumber left = 0;
        NodeNumber right = 0;
        Compared what = Compared::Source;
        QString form;
        bool ignoreWhitespace = false;
        bool all = false; ///< also what is long
        bool operator==(const Picture&) const = default;
    };
    struct Texts
    {
        std::string left;
        std::string right;
        bool operator==(const Texts&) const = default;
    };

    /// Lines of the machine code that somebody asked to see.
    struct Sought
    {
        NodeNumber node = 0;
        std::string figure{};
        std::string function{};
        int sourceLine = 0; ///< instead of a figure
    };

    void seek(Sought sought);
    void lightSought();
    QString soughtSentence(const ListingLines& found) const;
    void makeBar();
    void makeTabs();
    void makeMetricsTable();
    void refresh();
    void say(const QString& heading, const QString& message);
    void wait(const Picture& picture, const QString& forWhat);
    void sayWaiting(const QString& forWhat);
    void compareTexts(const Picture& picture, Texts texts);
    void showMetrics(const Picture& picture, const NodeDetails& left, const NodeDetails& right);
    void showAlone();
    void showNote(const NodeDetails& left, const NodeDetails& right);
    void showHeading(const Picture& picture);
    void showDiff(const std::shared_ptr<LineDiff>& diff);
    std::optional<Texts> textsOf(const Picture& picture, const NodeDetails& left, const NodeDetails& right);
    std::optional<Texts> assemblyTexts(const Picture& picture);
    void offerForms(const NodeAssembly& left, const NodeAssembly& right);
    QString roleOf(NodeNumber number) const;
    QString sameSentence() const;
    void showMenu(QPoint at);

    const LiveGraph& m_live;
    DetailsCache& m_details;
    const Selection& m_selection;
    AssemblyCache m_assemblies;
    MetricsModel m_metrics;
    DiffJob m_job;
    QTimer m_patience;
    QString m_waitsFor; ///< said when patience ends
    std::optional<NodeNumber> m_node;
    std::optional<Picture> m_shown;     ///< on the screen
    std::optional<Picture> m_coming;    ///< being compared
    std::optional<Picture> m_overruled; ///< to be shown although it is long
    std::optional<Sought> m_sought;
    Texts m_texts; ///< of m_shown, or of m_coming while it is compared
    bool m_swapped = false;
    bool m_ignoreWhitespace = false;
    QList<QAction*> m_menuActions;
    ElidedLabel* m_heading;
    QLabel* m_counts;
    DifferenceNote* m_note;
    QLabel* m_options; ///< what changed in compiler and flags; hidden when nothing did
    SideChooser* m_chooser;
    FlatButton* m_swap;
    FlatButton* m_sideBySide;
    FlatButton* m_more;
    TabStrip* m_tabs;
    QComboBox* m_form; ///< of machine code, where there is more than one
    GuardBar* m_guard;
    GuardBar* m_lights; ///< what is marked in the machine code
    QStackedWidget* m_pages;
    DiffView* m_view;
    QTableView* m_table;
};

} // namespace espalier
