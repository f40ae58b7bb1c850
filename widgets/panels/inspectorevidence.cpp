// Where the inspector leads to: from a finding to what it rests on, from a line of the source to its machine code.
#include "widgets/common/codeview.h"
#include "widgets/common/tabstrip.h"
#include "widgets/diff/diffpane.h"
#include "widgets/models/findings.h"
#include "widgets/panels/inspector.h"
#include "widgets/panels/profilepage.h"

namespace espalier {

void Inspector::showEvidence(const Finding& finding)
{
    if (finding.place == Finding::Place::Cases) {
        setTab(CasesTab);
        return;
    }
    if (finding.place == Finding::Place::Source) {
        setTab(SourceTab);
        m_source->goToLine(finding.line);
        return;
    }
    setTab(ProfileTab);
    m_profile->showEvidence(finding.evidence);
}

void Inspector::showInstructions(const Finding& finding)
{
    setTab(DiffTab);
    m_diff->showInstructions(finding.figure, finding.function);
}

void Inspector::showCodeOfLine()
{
    if (m_tabs->currentIndex() == SourceTab) {
        m_diff->showCodeOf(m_source->currentLine());
        setTab(DiffTab);
    } else if (m_tabs->currentIndex() == DiffTab) {
        m_diff->showCodeOf(m_diff->currentSourceLine());
    }
}

} // namespace espalier
