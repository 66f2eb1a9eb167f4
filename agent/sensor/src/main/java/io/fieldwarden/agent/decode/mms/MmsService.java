package io.fieldwarden.agent.decode.mms;

import io.fieldwarden.agent.observation.Access;
import java.util.Locale;

/** Confirmed services by their number (ISO 9506-2, ConfirmedServiceRequest). */
final class MmsService {
    static final int GET_NAME_LIST = 1;
    static final int IDENTIFY = 2;
    static final int READ = 4;
    static final int WRITE = 5;
    static final int GET_VARIABLE_ACCESS_ATTRIBUTES = 6;
    static final int DEFINE_NAMED_VARIABLE_LIST = 11;
    static final int GET_NAMED_VARIABLE_LIST_ATTRIBUTES = 12;
    static final int DELETE_NAMED_VARIABLE_LIST = 13;
    static final int OBTAIN_FILE = 46;
    static final int FILE_OPEN = 72;
    static final int FILE_READ = 73;
    static final int FILE_RENAME = 75;
    static final int FILE_DELETE = 76;
    static final int FILE_DIRECTORY = 77;

    /** As ISO 9506 writes them; what they are called here follows from it. */
    private static final String[] STANDARD =
            ("status getNameList identify rename read write getVariableAccessAttributes defineNamedVariable"
                            + " defineScatteredAccess getScatteredAccessAttributes deleteVariableAccess defineNamedVariableList"
                            + " getNamedVariableListAttributes deleteNamedVariableList defineNamedType getNamedTypeAttributes"
                            + " deleteNamedType input output takeControl relinquishControl defineSemaphore deleteSemaphore"
                            + " reportSemaphoreStatus reportPoolSemaphoreStatus reportSemaphoreEntryStatus"
                            + " initiateDownloadSequence downloadSegment terminateDownloadSequence initiateUploadSequence"
                            + " uploadSegment terminateUploadSequence requestDomainDownload requestDomainUpload loadDomainContent"
                            + " storeDomainContent deleteDomain getDomainAttributes createProgramInvocation"
                            + " deleteProgramInvocation start stop resume reset kill getProgramInvocationAttributes obtainFile"
                            + " defineEventCondition deleteEventCondition getEventConditionAttributes reportEventConditionStatus"
                            + " alterEventConditionMonitoring triggerEvent defineEventAction deleteEventAction"
                            + " getEventActionAttributes reportEventActionStatus defineEventEnrollment deleteEventEnrollment"
                            + " alterEventEnrollment reportEventEnrollmentStatus getEventEnrollmentAttributes"
                            + " acknowledgeEventNotification getAlarmSummary getAlarmEnrollmentSummary readJournal writeJournal"
                            + " initializeJournal reportJournalStatus createJournal deleteJournal getCapabilityList fileOpen"
                            + " fileRead fileClose fileRename fileDelete fileDirectory additionalService unused79"
                            + " getDataExchangeAttributes exchangeData defineAccessControlList getAccessControlListAttributes"
                            + " reportAccessControlledObjects deleteAccessControlList changeAccessControl")
                    .split(" ");

    private static final String[] NAMES = new String[STANDARD.length];

    static {
        for (int number = 0; number < NAMES.length; number++) {
            NAMES[number] = STANDARD[number].replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        }
    }

    private MmsService() {}

    static boolean isDefined(int number) {
        return number < NAMES.length && number != 79;
    }

    static String name(int number) {
        return isDefined(number) ? NAMES[number] : "service_" + number;
    }

    /** What a service is for; what a write does also depends on what is written. */
    static Access access(int number) {
        return switch (number) {
            case 0, GET_NAME_LIST, IDENTIFY, 71 -> Access.IDENTIFY;
            case READ, 6, 9, 12, 15, 23, 24, 25, 37, 45, 49, 50, 55, 56, 60, 61, 63, 64, 65, 68, 80, 83, 84 ->
                Access.READ;
            case WRITE, 81 -> Access.WRITE;
            case 29, 30, 31, FILE_OPEN, FILE_READ, 74, FILE_DIRECTORY -> Access.READ;
            case 3, 7, 8, 10, 11, 13, 14, 16, 21, 22 -> Access.CONFIGURE;
            case 47, 48, 51, 53, 54, 57, 58, 59, 62, 66, 67, 69, 70, 82, 85, 86 -> Access.CONFIGURE;
            // programs and files of the device: downloads, stores and whatever replaces them
            case 26, 27, 28, 32, 33, 34, 35, 36, OBTAIN_FILE, FILE_RENAME, FILE_DELETE -> Access.CONFIGURE;
            default -> Access.EXECUTE;
        };
    }
}
