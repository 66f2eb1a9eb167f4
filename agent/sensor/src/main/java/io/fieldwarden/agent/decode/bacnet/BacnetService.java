package io.fieldwarden.agent.decode.bacnet;

import io.fieldwarden.agent.observation.Access;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The services of clauses 13 to 17 and 24 with their parameters, as clause 21 gives them. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are copies that cannot be changed
enum BacnetService {
    ACKNOWLEDGE_ALARM(
            0,
            Access.WRITE,
            "0u:process_identifier 1O:event_object 2v:event_state 3c:time_stamp 4s:source 5c:time_of_acknowledgment"),
    CONFIRMED_COV_NOTIFICATION(
            1,
            Access.PUBLISH,
            "0u:process_identifier 1o:initiating_device 2O:monitored_object 3u:time_remaining 4-:list"),
    CONFIRMED_EVENT_NOTIFICATION(2, Access.PUBLISH, Texts.EVENT),
    GET_ALARM_SUMMARY(3, Access.READ, ""),
    GET_ENROLLMENT_SUMMARY(
            4,
            Access.READ,
            "0u:acknowledgment_filter 1c:enrollment_filter 2u:event_state_filter 3e:event_type 4c:priority_filter"
                    + " 5u:notification_class"),
    SUBSCRIBE_COV(
            5,
            Access.SUBSCRIBE,
            "0u:process_identifier 1O:monitored_object 2b:issue_confirmed_notifications 3u:lifetime"),
    ATOMIC_READ_FILE(6, Access.READ, "O:file 0c:stream_access 1c:record_access"),
    ATOMIC_WRITE_FILE(7, Access.WRITE, "O:file 0-:stream_access 1-:record_access"),
    ADD_LIST_ELEMENT(8, Access.WRITE, "0O:object 1P:property 2I:array_index 3c:list_of_elements"),
    REMOVE_LIST_ELEMENT(9, Access.WRITE, "0O:object 1P:property 2I:array_index 3c:list_of_elements"),
    CREATE_OBJECT(10, Access.CONFIGURE, "0-:object_specifier 1c:list_of_initial_values"),
    DELETE_OBJECT(11, Access.CONFIGURE, "O:object"),
    READ_PROPERTY(12, Access.READ, "0O:object 1P:property 2I:array_index"),
    READ_PROPERTY_CONDITIONAL(13, Access.READ, ""),
    READ_PROPERTY_MULTIPLE(14, Access.READ, ""),
    WRITE_PROPERTY(15, Access.WRITE, "0O:object 1P:property 2I:array_index 3-:value 4u:priority"),
    WRITE_PROPERTY_MULTIPLE(16, Access.WRITE, ""),
    DEVICE_COMMUNICATION_CONTROL(17, Access.CONFIGURE, "0u:time_duration 1a:device_state 2*:password"),
    CONFIRMED_PRIVATE_TRANSFER(18, Access.EXECUTE, Texts.PRIVATE),
    CONFIRMED_TEXT_MESSAGE(19, Access.PUBLISH, Texts.MESSAGE),
    REINITIALIZE_DEVICE(20, Access.EXECUTE, "0z:device_state 1*:password"),
    VT_OPEN(21, Access.SESSION, "u:vt_class u:local_vt_session_identifier"),
    VT_CLOSE(22, Access.SESSION, "u:remote_vt_session_identifier"),
    VT_DATA(23, Access.EXECUTE, "u:vt_session_identifier"),
    AUTHENTICATE(24, Access.SESSION, ""),
    REQUEST_KEY(25, Access.SESSION, ""),
    READ_RANGE(26, Access.READ, "0O:object 1P:property 2I:array_index 3c:by_position 6c:by_sequence_number 7c:by_time"),
    LIFE_SAFETY_OPERATION(27, Access.EXECUTE, "0u:process_identifier 1s:source 2l:request 3O:object"),
    SUBSCRIBE_COV_PROPERTY(
            28,
            Access.SUBSCRIBE,
            "0u:process_identifier 1O:monitored_object 2b:issue_confirmed_notifications 3u:lifetime 4-:property"
                    + " 5r:cov_increment"),
    GET_EVENT_INFORMATION(29, Access.READ, "0o:last_received_object"),
    SUBSCRIBE_COV_PROPERTY_MULTIPLE(
            30,
            Access.SUBSCRIBE,
            "0u:process_identifier 1b:issue_confirmed_notifications 2u:lifetime 3u:max_notification_delay 4c:list"),
    CONFIRMED_COV_NOTIFICATION_MULTIPLE(31, Access.PUBLISH, Texts.COV_MULTIPLE),
    CONFIRMED_AUDIT_NOTIFICATION(32, Access.PUBLISH, "0c:notifications"),
    AUDIT_LOG_QUERY(33, Access.READ, "0O:audit_log 1c:query_parameters 2u:start_at_sequence_number 3u:requested_count"),
    AUTH_REQUEST(34, Access.SESSION, ""),

    I_AM(~0, Access.IDENTIFY, "O:device u:max_apdu g:segmentation V:vendor"),
    I_HAVE(~1, Access.IDENTIFY, "o:device O:object s:object_name"),
    UNCONFIRMED_COV_NOTIFICATION(~2, Access.PUBLISH, CONFIRMED_COV_NOTIFICATION.request),
    UNCONFIRMED_EVENT_NOTIFICATION(~3, Access.PUBLISH, Texts.EVENT),
    UNCONFIRMED_PRIVATE_TRANSFER(~4, Access.EXECUTE, Texts.PRIVATE),
    UNCONFIRMED_TEXT_MESSAGE(~5, Access.PUBLISH, Texts.MESSAGE),
    TIME_SYNCHRONIZATION(~6, Access.CONFIGURE, "d:date t:time"),
    WHO_HAS(~7, Access.IDENTIFY, "0u:low_limit 1u:high_limit 2O:object 3s:object_name"),
    WHO_IS(~8, Access.IDENTIFY, "0u:low_limit 1u:high_limit"),
    UTC_TIME_SYNCHRONIZATION(~9, Access.CONFIGURE, "d:date t:time"),
    WRITE_GROUP(~10, Access.WRITE, "0u:group_number 1u:priority 2c:change_list 3b:inhibit_delay"),
    UNCONFIRMED_COV_NOTIFICATION_MULTIPLE(~11, Access.PUBLISH, Texts.COV_MULTIPLE),
    UNCONFIRMED_AUDIT_NOTIFICATION(~12, Access.PUBLISH, "0c:notifications"),
    WHO_AM_I(~13, Access.IDENTIFY, "V:vendor s:model s:serial"),
    YOU_ARE(~14, Access.CONFIGURE, "V:vendor s:model s:serial O:device x:mac_address");

    private static final BacnetService[] CONFIRMED = new BacnetService[35];
    private static final BacnetService[] UNCONFIRMED = new BacnetService[15];

    static {
        for (BacnetService service : values()) {
            if (service.confirmed) {
                CONFIRMED[service.choice] = service;
            } else {
                UNCONFIRMED[service.choice] = service;
            }
        }
    }

    final boolean confirmed;
    /** Service choice as on the wire. */
    final int choice;

    final Access access;
    final List<BacnetField> request;
    /** As ICSNPP names it. */
    final String title = name().toLowerCase(Locale.ROOT);

    BacnetService(int choice, Access access, String request) {
        this(choice, access, BacnetField.parse(request));
    }

    BacnetService(int choice, Access access, List<BacnetField> request) {
        confirmed = choice >= 0;
        this.choice = confirmed ? choice : ~choice;
        this.access = access;
        this.request = request;
    }

    /** Parameters of the positive answer that are worth an attribute. */
    List<BacnetField> answer() {
        return switch (this) {
            case VT_OPEN -> Texts.VT_OPEN;
            case CREATE_OBJECT -> Texts.CREATED;
            case ATOMIC_WRITE_FILE -> Texts.FILE_WRITTEN;
            case READ_RANGE -> Texts.RANGE;
            case CONFIRMED_PRIVATE_TRANSFER -> Texts.PRIVATE_RESULT;
            case ATOMIC_READ_FILE -> Texts.FILE_READ;
            default -> List.of();
        };
    }

    /** The service of a choice; null if the standard has none. */
    static @Nullable BacnetService of(boolean confirmed, int choice) {
        BacnetService[] services = confirmed ? CONFIRMED : UNCONFIRMED;
        return choice < services.length ? services[choice] : null;
    }

    /** Parameters that several services share. */
    private static final class Texts {
        static final String EVENT = "0u:process_identifier 1o:initiating_device 2O:event_object 3c:time_stamp"
                + " 4u:notification_class 5u:priority 6e:event_type 7s:message_text 8n:notify_type 9b:ack_required"
                + " 10v:from_state 11v:to_state 12c:event_values";
        static final String PRIVATE = "0V:vendor 1u:service_number 2c:service_parameters";
        static final String MESSAGE = "0o:source_device 1c:message_class 2u:message_priority 3s:message";
        static final String COV_MULTIPLE =
                "0u:process_identifier 1o:initiating_device 2u:time_remaining 3c:time_stamp 4-:list";
        static final List<BacnetField> VT_OPEN = BacnetField.parse("u:remote_vt_session_identifier");
        static final List<BacnetField> CREATED = BacnetField.parse("O:object");
        static final List<BacnetField> FILE_WRITTEN = BacnetField.parse("0i:file_start_position 1i:file_start_record");
        static final List<BacnetField> RANGE = BacnetField.parse(
                "0O:object 1P:property 2I:array_index 3B:result_flags 4u:item_count 6u:first_sequence_number");
        static final List<BacnetField> PRIVATE_RESULT = BacnetField.parse("0V:vendor 1u:service_number 2c:result");
        static final List<BacnetField> FILE_READ = BacnetField.parse("b:end_of_file");
    }
}
