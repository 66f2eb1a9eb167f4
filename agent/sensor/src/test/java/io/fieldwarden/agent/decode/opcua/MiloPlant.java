package io.fieldwarden.agent.decode.opcua;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.methods.AbstractMethodInvocationHandler;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaMethodNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;

/** A folder with a measurement, a set point and a method that doubles a number. */
final class MiloPlant extends ManagedNamespaceWithLifecycle {
    private final SubscriptionModel subscriptions;

    MiloPlant(OpcUaServer server) {
        super(server, "urn:example:plant");
        subscriptions = new SubscriptionModel(server, this);
        getLifecycleManager().addLifecycle(subscriptions);
        getLifecycleManager().addStartupTask(this::build);
    }

    private void build() {
        UaFolderNode folder = new UaFolderNode(
                getNodeContext(), newNodeId("Boiler"), newQualifiedName("Boiler"), LocalizedText.english("Boiler"));
        getNodeManager().addNode(folder);
        folder.addReference(new Reference(
                folder.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), Reference.Direction.INVERSE));
        folder.addOrganizes(variable("Boiler.Temp", 71.25));
        folder.addOrganizes(variable("Boiler.Setpoint", 80.0));
        UaMethodNode method = UaMethodNode.builder(getNodeContext())
                .setNodeId(newNodeId("Boiler.Double"))
                .setBrowseName(newQualifiedName("Double"))
                .setDisplayName(LocalizedText.english("Double"))
                .setExecutable(true)
                .setUserExecutable(true)
                .build();
        Twice twice = new Twice(method);
        method.setInputArguments(twice.getInputArguments());
        method.setOutputArguments(twice.getOutputArguments());
        method.setInvocationHandler(twice);
        getNodeManager().addNode(method);
        folder.addComponent(method);
    }

    private UaVariableNode variable(String name, double value) {
        UaVariableNode node = new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                .setNodeId(newNodeId(name))
                .setBrowseName(newQualifiedName(name))
                .setDisplayName(LocalizedText.english(name))
                .setDataType(NodeIds.Double)
                .setTypeDefinition(NodeIds.BaseDataVariableType)
                .setAccessLevel(AccessLevel.READ_WRITE)
                .setUserAccessLevel(AccessLevel.READ_WRITE)
                .setValue(new DataValue(Variant.ofDouble(value)))
                .build();
        getNodeManager().addNode(node);
        return node;
    }

    void measure(double value) {
        UaVariableNode node = (UaVariableNode)
                getNodeManager().getNode(newNodeId("Boiler.Temp")).orElseThrow();
        node.setValue(new DataValue(Variant.ofDouble(value)));
    }

    @Override
    public void onDataItemsCreated(List<DataItem> items) {
        subscriptions.onDataItemsCreated(items);
    }

    @Override
    public void onDataItemsModified(List<DataItem> items) {
        subscriptions.onDataItemsModified(items);
    }

    @Override
    public void onDataItemsDeleted(List<DataItem> items) {
        subscriptions.onDataItemsDeleted(items);
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> items) {
        subscriptions.onMonitoringModeChanged(items);
    }

    private static final class Twice extends AbstractMethodInvocationHandler {
        Twice(UaMethodNode node) {
            super(node);
        }

        @Override
        public Argument[] getInputArguments() {
            return new Argument[] {new Argument("in", NodeIds.Double, -1, null, LocalizedText.NULL_VALUE)};
        }

        @Override
        public Argument[] getOutputArguments() {
            return new Argument[] {new Argument("out", NodeIds.Double, -1, null, LocalizedText.NULL_VALUE)};
        }

        @Override
        protected Variant[] invoke(InvocationContext context, Variant[] in) {
            return new Variant[] {Variant.ofDouble(2 * (Double) requireNonNull(in[0].value()))};
        }
    }
}
