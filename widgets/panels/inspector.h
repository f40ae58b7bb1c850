#pragma once

#include "widgets/models/casesmodel.h"
#include "widgets/models/detailscache.h"
#include "widgets/models/livegraph.h"
#include "widgets/models/selection.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTableView;

namespace espalier {

class Chip;
class CodeView;
class DiffPane;
class FindingsList;
class Plot;
class ProfilePage;
class ReviewPage;
class TabStrip;
enum class ChartFormat;
struct Finding;

/// What is this node: its speedup with interval and baseline, how it ended, what bounds it, and in tabs what was
/// changed, the source, the timings, the diagnosis, the profile, the build and the prompt. Reads the live graph at
/// once, details when they come.
class Inspector : public QWidget
{
    Q_OBJECT
public:
    enum Tab { DiffTab, SourceTab, CasesTab, DiagnosisTab, ProfileTab, BuildTab, PromptTab, ReviewTab, Tabs };

    Inspector(const LiveGraph& live, DetailsCache& details, Selection& selection, QWidget* parent = nullptr);

    void setTab(Tab tab);
    /// The machine code of the function in which the line of the source that is looked at lies.
    void showCodeOfLine();
    DiffPane& diffPane() { return *m_diff; }
    CodeView& source() { return *m_source; }
    ProfilePage& profile() { return *m_profile; }
    ReviewPage& review() { return *m_review; }
    /// For tests and screen readers: the heading as one line.
    QString headingText() const;

Q_SIGNALS:
    void hinted(NodeNumber node, const QString& text);
    void exportAsked(espalier::Plot* chart, espalier::ChartFormat format);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeHeader();
    QWidget* makeDiffPage();
    void fitDiffPage();
    QWidget* makeCasesPage();
    QWidget* makeDiagnosisPage();
    QPlainTextEdit* makeTextPage(const QString& name);
    void refresh();
    void showHeading(const Node& node);
    void showChips(const Node& node);
    void showDetails(const Node& node, const NodeDetailsPtr& details);
    void showNothing();
    void showEvidence(const Finding& finding);
    void showInstructions(const Finding& finding);
    void showBaseline(const Node& node);

    const LiveGraph& m_live;
    DetailsCache& m_details;
    Selection& m_selection;
    NodeDetailsPtr m_shown;
    QLabel* m_number;
    QLabel* m_speedup;
    QLabel* m_interval;
    QLabel* m_summary;
    std::vector<Chip*> m_chips;
    Chip* m_baselineChip;
    TabStrip* m_tabs;
    QStackedWidget* m_pages;
    DiffPane* m_diff;
    std::vector<QWidget*> m_besideDiff; ///< the best finding with its title
    FindingsList* m_topFindings;
    CodeView* m_source;
    QLabel* m_options;
    CasesModel m_cases;
    QTableView* m_table;
    QLabel* m_casesNote;
    FindingsList* m_findings;
    QLabel* m_diagnosis;
    ProfilePage* m_profile;
    QPlainTextEdit* m_build;
    QPlainTextEdit* m_prompt;
    ReviewPage* m_review;
};

} // namespace espalier
