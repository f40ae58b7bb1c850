#pragma once

#include "widgets/models/findings.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace espalier {

/// Why a kernel is as slow as it is, by what could be gained at most. Each finding leads to its evidence, names the
/// skill most likely to help, and can become a hint to the search.
class FindingsList : public QWidget
{
    Q_OBJECT
public:
    explicit FindingsList(int most, QWidget* parent = nullptr);
    /// `valid`: the kernel is correct, so that it was diagnosed.
    void setFindings(const std::vector<Finding>& findings, bool valid);
    /// No node is selected.
    void setNothing();

Q_SIGNALS:
    void hinted(const QString& text);
    void evidenceAsked(const espalier::Finding& finding);
    /// Its instructions are to be shown in the machine code.
    void instructionsAsked(const espalier::Finding& finding);

protected:
    void changeEvent(QEvent* event) override;

private:
    void colourGains();
    void addFinding(const Finding& finding);
    QWidget* makeTools(const Finding& finding, int above, QWidget* row);
    void addSentence(const QString& text);
    void clear();

    int m_most;
    QVBoxLayout* m_column;
    std::vector<QLabel*> m_gains;
};

} // namespace espalier
